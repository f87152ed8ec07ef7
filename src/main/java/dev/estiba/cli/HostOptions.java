package dev.estiba.cli;

import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** Options of every command that starts the embedded mode. */
final class HostOptions {

  @Mixin private DataOption data = new DataOption();

  @Mixin private RuntimeOption runtime = new RuntimeOption();

  RuntimeChoice runtime() {
    return runtime.choice();
  }

  Path data() {
    return data.directory();
  }

  EmbeddedOptions toEmbedded(int port, Access access) {
    return new EmbeddedOptions(data(), port, runtime.choice(), System.getenv(), access);
  }
}
