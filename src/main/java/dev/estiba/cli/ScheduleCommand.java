package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba schedule}: what is started at certain times. */
@Command(
    name = "schedule",
    description = {
      "Puts and shows schedules: each starts a task, a batch or a pipeline at the times that it says,"
          + " while 'estiba up' runs.",
      "Exits with 0; with 125 if Estiba refused or failed."
    },
    subcommands = {
      SchedulePutCommand.class,
      ScheduleListCommand.class,
      ScheduleShowCommand.class,
      ScheduleRunCommand.class,
      SchedulePauseCommand.class,
      ScheduleResumeCommand.class,
      ScheduleDeleteCommand.class
    },
    mixinStandardHelpOptions = true)
final class ScheduleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with a schedule.");
  }
}
