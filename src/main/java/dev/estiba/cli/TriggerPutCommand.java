package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.event.TriggerView;
import dev.estiba.lint.LintedKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba trigger put}: from now on, an event starts something. */
@Command(
    name = "put",
    description = "Puts a trigger, in the place of the one of that name if there is one.",
    mixinStandardHelpOptions = true)
final class TriggerPutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter trigger = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Trigger in JSON or YAML; - for standard input.")
  private String file = "";

  @Override
  public Integer call() throws Exception {
    JsonNode definition = DocumentFile.read(file).require(LintedKind.TRIGGER);
    TriggerView view =
        Asking.toStart(
            host, spec.commandLine().getErr(), api -> api.putTrigger(trigger.name(), definition));
    System.out.println(TriggerText.of(view, output));
    return 0;
  }
}
