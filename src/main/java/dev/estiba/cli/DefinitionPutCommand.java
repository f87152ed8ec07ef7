package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code put}: from now on, it starts something by itself. */
@Command(
    name = "put",
    description = "Puts one, in the place of the one of that name if there is one.",
    mixinStandardHelpOptions = true)
final class DefinitionPutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Definitions definitions;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter definition = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "What it says, in JSON or YAML; - for standard input.")
  private String file = "";

  @Override
  public Integer call() throws Exception {
    JsonNode document = DocumentFile.read(file).require(definitions.kind());
    String text =
        Asking.toStart(
            host,
            spec.commandLine().getErr(),
            api -> definitions.put(api, definition.name(), document, output));
    System.out.println(text);
    return 0;
  }
}
