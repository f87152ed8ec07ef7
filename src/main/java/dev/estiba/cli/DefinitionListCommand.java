package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code list}: all of them. */
@Command(
    name = "list",
    description = "Lists all of them, each with its last run.",
    mixinStandardHelpOptions = true)
final class DefinitionListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Definitions definitions;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    String text =
        Asking.once(host, spec.commandLine().getErr(), api -> definitions.list(api, output));
    System.out.print(text);
    System.out.flush();
    return 0;
  }
}
