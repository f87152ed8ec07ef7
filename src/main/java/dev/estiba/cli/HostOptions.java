package dev.estiba.cli;

import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that starts the embedded mode. */
final class HostOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all state; default: the user's data directory.")
  private Path data = userData().resolve("estiba");

  @Mixin private RuntimeOption runtime = new RuntimeOption();

  RuntimeChoice runtime() {
    return runtime.choice();
  }

  Path data() {
    return data.toAbsolutePath().normalize();
  }

  EmbeddedOptions toEmbedded(int port) {
    return new EmbeddedOptions(data(), port, runtime.choice(), System.getenv());
  }

  /** As the XDG base directory specification says. */
  static Path userData() {
    String xdg = System.getenv().getOrDefault("XDG_DATA_HOME", "");
    return xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "share")
        : Path.of(xdg);
  }
}
