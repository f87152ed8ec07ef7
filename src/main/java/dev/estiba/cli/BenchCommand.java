package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba bench}: measures parts of Estiba, for those who work on it. */
@Command(
    name = "bench",
    description = "Measures parts of Estiba on this machine.",
    subcommands = {BenchTaskHubCommand.class, BenchHostCommand.class},
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to measure.");
  }
}
