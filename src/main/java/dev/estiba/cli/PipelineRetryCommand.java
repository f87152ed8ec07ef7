package dev.estiba.cli;

import dev.estiba.pipeline.DocumentKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba pipeline retry}: another round. */
@Command(
    name = "retry",
    description =
        "Runs the steps of a pipeline again that did not succeed, and those after them; exits as 'pipeline' does.",
    mixinStandardHelpOptions = true)
final class PipelineRetryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter pipeline = new IdParameter();

  @Mixin private FollowOptions follow = new FollowOptions();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    try (WorkSession session = WorkSession.open(DocumentKind.PIPELINE, host, spec, follow)) {
      return session.retry(pipeline.id());
    }
  }
}
