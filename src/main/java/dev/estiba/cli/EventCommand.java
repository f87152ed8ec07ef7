package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba event}: what happens, for triggers. */
@Command(
    name = "event",
    description = "Sends events, which start what triggers say.",
    subcommands = EventSendCommand.class,
    mixinStandardHelpOptions = true)
final class EventCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with an event.");
  }
}
