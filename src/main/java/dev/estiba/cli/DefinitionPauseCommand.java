package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code pause}: it starts nothing more. */
@Command(
    name = "pause",
    description =
        "Has one start nothing until it is resumed; what it would start meanwhile is not made up for.",
    mixinStandardHelpOptions = true)
final class DefinitionPauseCommand implements Callable<Integer> {

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
            api -> definitions.enable(api, definition.name(), false, output));
    System.out.println(text);
    return 0;
  }
}
