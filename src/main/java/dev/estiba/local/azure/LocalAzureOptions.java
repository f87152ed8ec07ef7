package dev.estiba.local.azure;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How a {@link LocalAzure} is set up.
 *
 * @param dataDirectory made if missing; belongs to one running {@link LocalAzure} at a time
 * @param port on 127.0.0.1; 0 for any free one
 */
public record LocalAzureOptions(
    Path dataDirectory, int port, RuntimeKind runtime, InstantSource clock) {

  public static LocalAzureOptions in(Path dataDirectory, RuntimeKind runtime) {
    return new LocalAzureOptions(dataDirectory, 0, runtime, InstantSource.system());
  }
}
