package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * A container's command that says what is simulated, such as {@code ["simulate", "--duration", "2",
 * "--exit-code", "3", "--log", "first line", "--log", "second line"]}.
 */
@Command(name = SimulatedCommand.NAME)
final class SimulatedCommand {

  static final String NAME = "simulate";

  @Option(names = "--start-delay", converter = Seconds.class)
  private Duration startDelay = Duration.ZERO;

  @Option(names = "--duration", converter = Seconds.class)
  private Duration duration = Duration.ZERO;

  @Option(names = "--exit-code")
  private int exitCode;

  @Option(names = "--log")
  private List<String> log = new ArrayList<>();

  private SimulatedCommand() {}

  /** Empty if the container has another command. */
  static Optional<SimulationScript> in(ContainerSpec spec) throws ContainerRefusedException {
    List<String> command = spec.command();
    if (command.isEmpty() || !command.get(0).equals(NAME)) {
      return Optional.empty();
    }
    SimulatedCommand parsed = new SimulatedCommand();
    try {
      // A line of a log may begin with any character.
      new CommandLine(parsed)
          .setExpandAtFiles(false)
          .setAllowOptionsAsOptionParameters(true)
          .parseArgs(command.subList(1, command.size()).toArray(String[]::new));
    } catch (ParameterException e) {
      throw refused(spec.id().container(), String.valueOf(e.getMessage()));
    }
    return Optional.of(parsed.script());
  }

  private SimulationScript script() {
    return new SimulationScript(startDelay, duration, exitCode, List.copyOf(log));
  }

  private static ContainerRefusedException refused(String container, String why) {
    return new ContainerRefusedException(
        ContainerRefusedException.Reason.NOT_RUNNABLE,
        "The command of container '"
            + container
            + "' cannot be simulated: "
            + why
            + ". It may have --start-delay and --duration (seconds such as 0.5), --exit-code, and"
            + " --log once for each line.");
  }

  /** Such as 0.5. */
  static final class Seconds implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
      return SimulationScript.seconds(value)
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' is no number of seconds"));
    }
  }
}
