package dev.estiba.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estiba lint}: checks documents without running anything. */
@Command(
    name = "lint",
    description = {
      "Checks tasks, batches, pipelines, schedules and triggers in JSON or YAML as their submission would,"
          + " and runs nothing.",
      "Problems go to standard output, each as FILE: line L, column C: /path message.",
      "Exits with 0 if there are none, else with 1; with 125 if a file cannot be read."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Task, batch, pipeline, schedule or trigger in JSON or YAML; - for standard input.")
  private List<String> files = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int exitCode = 0;
    for (String file : files) {
      try {
        List<String> complaints = DocumentFile.read(file).complaints();
        complaints.forEach(out::println);
        exitCode = Math.max(exitCode, complaints.isEmpty() ? 0 : ExitCode.NOT_VALID);
      } catch (IOException e) {
        err.println("estiba: " + Failures.describe(e));
        exitCode = ExitCode.ESTIBA_FAILED;
      }
    }
    out.flush();
    return exitCode;
  }
}
