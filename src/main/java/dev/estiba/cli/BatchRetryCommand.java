package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba batch retry}: another round. */
@Command(
    name = "retry",
    description = {"Runs the items of a batch again that did not succeed, as 'batch' does."},
    mixinStandardHelpOptions = true)
final class BatchRetryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private BatchIdParameter batch = new BatchIdParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DetachOption detach = new DetachOption();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    try (BatchSession session = BatchSession.open(host, spec, output)) {
      session.run().retry(batch.id());
      return detach.isDetached() ? session.leave(batch.id()) : session.run().follow(batch.id());
    }
  }
}
