package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * A container's command that says what is simulated, such as {@code ["simulate", "--duration", "2",
 * "--exit-code", "3", "--log", "first line", "--log", "second line"]}.
 */
final class SimulatedCommand {

  static final String NAME = "simulate";

  private static final String START_DELAY = "--start-delay";
  private static final String DURATION = "--duration";
  private static final String EXIT_CODE = "--exit-code";
  private static final String LOG = "--log";

  /**
   * Made once: to make it takes longer than to parse. It holds what it parsed, so one at a time.
   */
  private static final CommandLine PARSER = parser();

  private SimulatedCommand() {}

  private static CommandLine parser() {
    CommandSpec spec =
        CommandSpec.create()
            .name(NAME)
            .addOption(seconds(START_DELAY))
            .addOption(seconds(DURATION))
            .addOption(OptionSpec.builder(EXIT_CODE).type(int.class).build())
            .addOption(
                OptionSpec.builder(LOG).type(List.class).auxiliaryTypes(String.class).build());
    // A line of a log may begin with any character.
    return new CommandLine(spec).setExpandAtFiles(false).setAllowOptionsAsOptionParameters(true);
  }

  private static OptionSpec seconds(String name) {
    return OptionSpec.builder(name).type(Duration.class).converters(new Seconds()).build();
  }

  /** Empty if the container has another command. */
  static Optional<SimulationScript> in(ContainerSpec spec) throws ContainerRefusedException {
    List<String> command = spec.command();
    if (command.isEmpty() || !command.get(0).equals(NAME)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(command.subList(1, command.size()).toArray(String[]::new)));
    } catch (ParameterException e) {
      throw refused(spec.id().container(), String.valueOf(e.getMessage()));
    }
  }

  private static SimulationScript parse(String[] arguments) {
    synchronized (PARSER) {
      ParseResult parsed = PARSER.parseArgs(arguments);
      return new SimulationScript(
          parsed.matchedOptionValue(START_DELAY, Duration.ZERO),
          parsed.matchedOptionValue(DURATION, Duration.ZERO),
          parsed.matchedOptionValue(EXIT_CODE, 0),
          List.copyOf(parsed.matchedOptionValue(LOG, List.<String>of())));
    }
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
