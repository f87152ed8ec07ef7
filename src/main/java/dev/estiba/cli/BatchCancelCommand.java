package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba batch cancel}: ends it. */
@Command(
    name = "cancel",
    description = {"Cancels a batch and waits until nothing of it is left."},
    mixinStandardHelpOptions = true)
final class BatchCancelCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private BatchIdParameter batch = new BatchIdParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DetachOption detach = new DetachOption();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for its result.")
  private String reason = "";

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    try (BatchSession session = BatchSession.open(host, spec, output)) {
      session.run().cancel(batch.id(), reason);
      if (detach.isDetached()) {
        return session.leave(batch.id());
      }
      int exitCode = session.run().follow(batch.id());
      return exitCode == ExitCode.CANCELLED ? 0 : exitCode;
    }
  }
}
