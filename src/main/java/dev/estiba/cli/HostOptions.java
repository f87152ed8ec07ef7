package dev.estiba.cli;

import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that starts the embedded mode. */
final class HostOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all state; default: the user's data directory.")
  private Path data = userData().resolve("estiba");

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description =
          "What runs the containers: ${COMPLETION-CANDIDATES}. Default: docker where an engine"
              + " answers, else process.")
  private RuntimeChoice runtime = RuntimeChoice.AUTO;

  RuntimeChoice runtime() {
    return runtime;
  }

  Path data() {
    return data.toAbsolutePath().normalize();
  }

  EmbeddedOptions toEmbedded(int port) {
    return new EmbeddedOptions(data(), port, runtime, System.getenv());
  }

  /** As the XDG base directory specification says. */
  static Path userData() {
    String xdg = System.getenv().getOrDefault("XDG_DATA_HOME", "");
    return xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "share")
        : Path.of(xdg);
  }
}
