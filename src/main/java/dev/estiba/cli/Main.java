package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code estiba}. */
@Command(
    name = "estiba",
    description = "Runs any container on demand, durably and serverless.",
    subcommands = {
      RunCommand.class,
      BatchCommand.class,
      PipelineCommand.class,
      ScheduleCommand.class,
      TriggerCommand.class,
      EventCommand.class,
      RejectedCommand.class,
      LintCommand.class,
      LogsCommand.class,
      UpCommand.class,
      KeyCommand.class,
      HostCommand.class,
      AzureCommand.class,
      BenchCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // @ belongs to the container's command.
        .setParameterExceptionHandler(Main::explain)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              commandLine.getErr().println("estiba: " + Failures.describe(failure));
              return ExitCode.ESTIBA_FAILED;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  private static int explain(ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    commandLine.getErr().println("estiba: " + e.getMessage());
    commandLine.usage(commandLine.getErr());
    return ExitCode.ESTIBA_FAILED;
  }
}
