package dev.estiba.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estiba logs}: what a task wrote, while it runs and afterwards. */
@Command(
    name = "logs",
    description = "Prints the log of a task; with -f until nothing more will come.",
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

  private static final long BETWEEN_LOOKS_MILLIS = 200;

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "The task's id, as 'run' tells it.")
  private String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what is written, until the task has ended.")
  private boolean follow;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description =
          "The log of the task's Nth attempt. Default: the newest; with -f, the next too.")
  private @Nullable Integer attempt;

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "A sidecar or init container. Default: the task's own container.")
  private @Nullable String container;

  @Option(names = "--timestamps", description = "Shows when each line was written.")
  private boolean timestamps;

  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    Interrupts.onFirst(() -> interrupted.set(true));
    try (HostSession session = new HostSession(host, spec.commandLine().getErr())) {
      return copy(new SteadyClient(session, spec.commandLine().getErr()), System.out);
    }
  }

  private int copy(SteadyClient client, PrintStream out) throws IOException, InterruptedException {
    boolean nextAttempts = follow && attempt == null;
    LogCopy log = new LogCopy(out, id, attempt, nextAttempts, container, timestamps);
    while (!interrupted.get()) {
      client.ask(
          api -> {
            log.copyMore(api);
            return log;
          });
      // Whoever reads the output, head for instance, may have enough.
      if (log.isComplete() || log.isAtEnd() && !follow || out.checkError()) {
        return 0;
      }
      if (log.isAtEnd()) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      }
    }
    return ExitCode.CANCELLED;
  }
}
