package dev.estiba.cli;

import dev.estiba.bench.HostBench;
import dev.estiba.local.Keys;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba bench host}: the function host from outside. */
@Command(
    name = "host",
    description =
        "Measures how soon Estiba is ready, bears many clients while tasks run, and ends.",
    mixinStandardHelpOptions = true)
final class BenchHostCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--starts", description = "Starts to measure. Default: ${DEFAULT-VALUE}.")
  private int starts = 5;

  @Option(names = "--clients", description = "Clients at once. Default: ${DEFAULT-VALUE}.")
  private int clients = 500;

  @Option(names = "--tasks", description = "Tasks that run. Default: ${DEFAULT-VALUE}.")
  private int tasks = 1000;

  @Option(
      names = "--task-seconds",
      description = "How long each task's container runs. Default: ${DEFAULT-VALUE}.")
  private int taskSeconds = 45;

  @Option(names = "--heap", description = "Heap of the host in MB. Default: ${DEFAULT-VALUE}.")
  private int heap = 256;

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    HostBench bench =
        new HostBench(
            new HostBench.Load(starts, clients, tasks, taskSeconds, heap),
            data -> Keys.apiKey(data).orElse(""),
            line -> {
              out.println(line);
              out.flush();
            });
    return bench.run() ? 0 : ExitCode.ESTIBA_FAILED;
  }
}
