package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code resume}: it goes on. */
@Command(
    name = "resume",
    description = "Has one that is paused start something again.",
    mixinStandardHelpOptions = true)
final class DefinitionResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Definitions definitions;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter definition = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    String text =
        Asking.toStart(
            host,
            spec.commandLine().getErr(),
            api -> definitions.enable(api, definition.name(), true, output));
    System.out.println(text);
    return 0;
  }
}
