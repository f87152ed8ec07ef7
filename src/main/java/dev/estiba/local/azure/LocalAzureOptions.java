package dev.estiba.local.azure;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LocalAzure} is set up.
 *
 * @param dataDirectory made if missing; belongs to one running {@link LocalAzure} at a time
 * @param port on 127.0.0.1; 0 for any free one
 * @param fileShares where the directories are that stand for Azure Files, as {@code account/share};
 *     null if there are none
 * @param accepted what only Azure has and is accepted without effect, by the names of the
 *     properties, such as {@code subnetIds}; {@code *} for all
 */
public record LocalAzureOptions(
    Path dataDirectory,
    int port,
    RuntimeKind runtime,
    InstantSource clock,
    @Nullable Path fileShares,
    Set<String> accepted) {

  public static LocalAzureOptions in(Path dataDirectory, RuntimeKind runtime) {
    return new LocalAzureOptions(dataDirectory, 0, runtime, InstantSource.system(), null, Set.of());
  }

  public LocalAzureOptions withPort(int newPort) {
    return new LocalAzureOptions(dataDirectory, newPort, runtime, clock, fileShares, accepted);
  }

  public LocalAzureOptions withClock(InstantSource newClock) {
    return new LocalAzureOptions(dataDirectory, port, runtime, newClock, fileShares, accepted);
  }

  public LocalAzureOptions withFileShares(Path root) {
    return new LocalAzureOptions(dataDirectory, port, runtime, clock, root, accepted);
  }

  public LocalAzureOptions accepting(Set<String> properties) {
    return new LocalAzureOptions(
        dataDirectory, port, runtime, clock, fileShares, Set.copyOf(properties));
  }
}
