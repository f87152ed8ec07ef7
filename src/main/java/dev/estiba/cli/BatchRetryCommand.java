package dev.estiba.cli;

import dev.estiba.pipeline.DocumentKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba batch retry}: another round. */
@Command(
    name = "retry",
    description = "Runs the items of a batch again that did not succeed; exits as 'batch' does.",
    mixinStandardHelpOptions = true)
final class BatchRetryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter batch = new IdParameter();

  @Mixin private FollowOptions follow = new FollowOptions();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    try (WorkSession session = WorkSession.open(DocumentKind.BATCH, host, spec, follow)) {
      return session.retry(batch.id());
    }
  }
}
