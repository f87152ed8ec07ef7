package dev.estiba.cli;

import dev.estiba.bench.BenchOptions;
import dev.estiba.bench.Report;
import dev.estiba.bench.TablePrinter;
import dev.estiba.bench.TaskHubBench;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba bench taskhub}: the task hub, what it stands on, and its peers. */
@Command(
    name = "taskhub",
    description = {
      "Measures the task hub beside other durable engines, and the disk under them.",
      "A table goes to standard output, progress to standard error, all figures to"
          + " target/bench/taskhub.json."
    },
    mixinStandardHelpOptions = true)
final class BenchTaskHubCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "Less of everything: well under a minute.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "WORKLOAD",
      split = ",",
      description =
          "hello-sequence, idle-hub, fan-out, sub-orchestrations, recovery, over-grpc. Default: all."
              + " The disk is always measured.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--peers",
      paramLabel = "PEER",
      split = ",",
      description =
          "none, all, or names of durabletask-go, restate, dbos. Default: all; none with --quick"
              + " or --only.")
  private List<String> peers = List.of();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    BenchOptions options = options();
    PrintWriter err = spec.commandLine().getErr();
    Report report =
        TaskHubBench.run(
            options,
            row -> {
              err.println(TaskHubBench.describe(row));
              err.flush();
            });
    PrintWriter out = spec.commandLine().getOut();
    out.print(TablePrinter.text(report));
    out.println("All figures are in " + TaskHubBench.write(report) + ".");
    out.flush();
    return report.hasFailures() ? ExitCode.ESTIBA_FAILED : 0;
  }

  private BenchOptions options() {
    try {
      return new BenchOptions(quick, only, chosenPeers());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Set<String> chosenPeers() {
    boolean all = peers.isEmpty() ? !quick && only.isEmpty() : peers.equals(List.of("all"));
    if (all) {
      return TaskHubBench.peerNames();
    }
    return peers.equals(List.of("none")) ? Set.of() : new LinkedHashSet<>(peers);
  }
}
