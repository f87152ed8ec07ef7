package dev.estiba.cli;

import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba pipeline status}: where each step is. */
@Command(
    name = "status",
    description = "Tells where each step of a pipeline is; -o json all that is known of it.",
    mixinStandardHelpOptions = true)
final class PipelineStatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter pipeline = new IdParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    PrintWriter err = spec.commandLine().getErr();
    try (HostSession session = new HostSession(host, err)) {
      PipelineView view = new SteadyClient(session, err).ask(api -> api.pipeline(pipeline.id()));
      System.out.println(output.isJson() ? Json.writePretty(view) : PipelineText.table(view));
      return 0;
    }
  }
}
