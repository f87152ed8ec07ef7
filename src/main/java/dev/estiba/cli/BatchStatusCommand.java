package dev.estiba.cli;

import dev.estiba.batch.BatchView;
import dev.estiba.document.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba batch status}: how far it is. */
@Command(
    name = "status",
    description = "Tells how far a batch is; -o json all that is known of it.",
    mixinStandardHelpOptions = true)
final class BatchStatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter batch = new IdParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    PrintWriter err = spec.commandLine().getErr();
    try (HostSession session = new HostSession(host, err)) {
      BatchView view = new SteadyClient(session, err).ask(api -> api.batch(batch.id()));
      System.out.println(output.isJson() ? Json.writePretty(view) : text(view));
      return 0;
    }
  }

  private static String text(BatchView view) {
    if (view.result() != null) {
      return BatchText.summary(view.result());
    }
    return view.progress() == null
        ? view.state()
        : view.state() + ": " + BatchText.progress(view.progress(), Instant.now());
  }
}
