package dev.estiba.cli;

import dev.estiba.pipeline.DocumentKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba pipeline cancel}: ends it. */
@Command(
    name = "cancel",
    description = "Cancels a pipeline and waits until nothing of it runs.",
    mixinStandardHelpOptions = true)
final class PipelineCancelCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter pipeline = new IdParameter();

  @Mixin private FollowOptions follow = new FollowOptions();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for its result.")
  private String reason = "";

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    try (WorkSession session = WorkSession.open(DocumentKind.PIPELINE, host, spec, follow)) {
      return session.cancel(pipeline.id(), reason);
    }
  }
}
