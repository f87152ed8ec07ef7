package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code show}: what it says, and what it has started. */
@Command(
    name = "show",
    description = "Tells what one does and has started; -o json all that is known of it.",
    mixinStandardHelpOptions = true)
final class DefinitionShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Definitions definitions;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter definition = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    String text =
        Asking.once(
            host,
            spec.commandLine().getErr(),
            api -> definitions.show(api, definition.name(), output));
    System.out.println(text);
    return 0;
  }
}
