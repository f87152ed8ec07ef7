package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba rejected}: what a queue asked for and was not started. */
@Command(
    name = "rejected",
    description = {
      "Shows messages of the queue that could not be started, and why; they are in its poison queue"
          + " too.",
      "Exits with 0; with 125 if Estiba refused or failed."
    },
    subcommands = {
      RejectedListCommand.class,
      RejectedShowCommand.class,
      RejectedRetryCommand.class,
      RejectedDeleteCommand.class
    },
    mixinStandardHelpOptions = true)
final class RejectedCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with rejected requests.");
  }
}
