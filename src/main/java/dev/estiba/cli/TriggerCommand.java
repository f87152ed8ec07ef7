package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba trigger}: what is started when something happens. */
@Command(
    name = "trigger",
    description = {
      "Puts and shows triggers: each starts a task, a batch or a pipeline when something happens.",
      "Exits with 0; with 125 if Estiba refused or failed."
    },
    subcommands = {
      TriggerPutCommand.class,
      TriggerListCommand.class,
      TriggerShowCommand.class,
      TriggerPauseCommand.class,
      TriggerResumeCommand.class,
      TriggerDeleteCommand.class
    },
    mixinStandardHelpOptions = true)
final class TriggerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with a trigger.");
  }
}
