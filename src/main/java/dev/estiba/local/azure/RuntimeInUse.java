package dev.estiba.local.azure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps which runtime the container groups of a data directory were made on: another one would not
 * find their containers, and take them for lost or, simulated, for done.
 */
final class RuntimeInUse {

  private RuntimeInUse() {}

  static Optional<RuntimeKind> of(Path dataDirectory) throws IOException {
    return StateStore.hasAny(dataDirectory, LocalAzure.CONTAINER_GROUPS)
        ? recorded(dataDirectory)
        : Optional.empty();
  }

  /**
   * Records the runtime of the options.
   *
   * @throws IOException if there are groups of another one
   */
  static void require(LocalAzureOptions options, boolean hasGroups) throws IOException {
    Optional<RuntimeKind> recorded = recorded(options.dataDirectory());
    if (hasGroups && recorded.isPresent() && recorded.get() != options.runtime()) {
      throw new IOException(
          "The container groups in "
              + options.dataDirectory()
              + " run as "
              + recorded.get()
              + ", not as "
              + options.runtime()
              + ". Start with that runtime until they have ended, or take another folder.");
    }
    DurableFile.write(
        file(options.dataDirectory()),
        options.runtime().name().getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<RuntimeKind> recorded(Path dataDirectory) throws IOException {
    Path file = file(dataDirectory);
    return Files.exists(file)
        ? Optional.of(RuntimeKind.valueOf(Files.readString(file).trim()))
        : Optional.empty();
  }

  private static Path file(Path dataDirectory) {
    return dataDirectory.resolve("runtime");
  }
}
