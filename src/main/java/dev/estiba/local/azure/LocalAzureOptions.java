package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.Behavior;
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
 * @param behavior the first one; another one can be PUT to {@code /local/behavior}
 * @param accepted what only Azure has and is accepted without effect, by the names of the
 *     properties, such as {@code subnetIds}; {@code *} for all
 * @param onContainerNews is told when a container runs or has ended
 * @param https with a certificate of the data directory, which clients have to trust
 */
public record LocalAzureOptions(
    Path dataDirectory,
    int port,
    RuntimeKind runtime,
    InstantSource clock,
    Behavior behavior,
    @Nullable Path fileShares,
    Set<String> accepted,
    boolean https,
    ContainerNewsListener onContainerNews) {

  public static LocalAzureOptions in(Path dataDirectory, RuntimeKind runtime) {
    return new LocalAzureOptions(
        dataDirectory,
        0,
        runtime,
        InstantSource.system(),
        Behavior.GOOD,
        null,
        Set.of(),
        false,
        ContainerNewsListener.NONE);
  }

  public LocalAzureOptions withPort(int newPort) {
    return new LocalAzureOptions(
        dataDirectory,
        newPort,
        runtime,
        clock,
        behavior,
        fileShares,
        accepted,
        https,
        onContainerNews);
  }

  public LocalAzureOptions withClock(InstantSource newClock) {
    return new LocalAzureOptions(
        dataDirectory,
        port,
        runtime,
        newClock,
        behavior,
        fileShares,
        accepted,
        https,
        onContainerNews);
  }

  public LocalAzureOptions withBehavior(Behavior newBehavior) {
    return new LocalAzureOptions(
        dataDirectory,
        port,
        runtime,
        clock,
        newBehavior,
        fileShares,
        accepted,
        https,
        onContainerNews);
  }

  public LocalAzureOptions withFileShares(@Nullable Path root) {
    return new LocalAzureOptions(
        dataDirectory, port, runtime, clock, behavior, root, accepted, https, onContainerNews);
  }

  public LocalAzureOptions accepting(Set<String> properties) {
    return new LocalAzureOptions(
        dataDirectory,
        port,
        runtime,
        clock,
        behavior,
        fileShares,
        Set.copyOf(properties),
        https,
        onContainerNews);
  }

  public LocalAzureOptions withHttps(boolean newHttps) {
    return new LocalAzureOptions(
        dataDirectory,
        port,
        runtime,
        clock,
        behavior,
        fileShares,
        accepted,
        newHttps,
        onContainerNews);
  }

  public LocalAzureOptions withOnContainerNews(ContainerNewsListener listener) {
    return new LocalAzureOptions(
        dataDirectory, port, runtime, clock, behavior, fileShares, accepted, https, listener);
  }
}
