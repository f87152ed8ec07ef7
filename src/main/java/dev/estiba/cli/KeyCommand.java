package dev.estiba.cli;

import dev.estiba.local.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba key}: what a caller of the API has to send. */
@Command(
    name = "key",
    description = "Prints the key that calls of /api bring in the header x-functions-key.",
    mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--master",
      description = "Prints the master key instead: it opens /admin and everything else.")
  private boolean master;

  @Override
  public Integer call() throws IOException {
    Path directory = data.directory();
    String key =
        (master ? Keys.masterKey(directory) : Keys.apiKey(directory))
            .orElseThrow(
                () ->
                    new IOException(
                        "There are no keys in "
                            + directory
                            + ". They are made when Estiba first starts there: 'estiba up'."));
    spec.commandLine().getOut().println(key);
    return 0;
  }
}
