package dev.estiba.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where an Estiba has its state. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all state; default: the user's data directory.")
  private Path data = userData().resolve("estiba");

  Path directory() {
    return data.toAbsolutePath().normalize();
  }

  /** As the XDG base directory specification says. */
  static Path userData() {
    String xdg = System.getenv().getOrDefault("XDG_DATA_HOME", "");
    return xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "share")
        : Path.of(xdg);
  }
}
