package dev.estiba.cli;

import dev.estiba.batch.BatchResult;
import dev.estiba.batch.BatchView;
import dev.estiba.batch.Items;
import dev.estiba.document.Json;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.util.Optional;

/** Follows a batch to its end. */
final class BatchRun implements Followed {

  private static final long BETWEEN_LOOKS_MILLIS = 500;

  private final SteadyClient client;
  private final Submission submission;
  private final Output output;
  private final BatchDisplay display;

  BatchRun(SteadyClient client, Submission submission, Output output) {
    this.client = client;
    this.submission = submission;
    this.output = output;
    this.display = BatchDisplay.on(Screen.ofThisProcess(), output.err());
  }

  @Override
  public int follow(String id) throws IOException, InterruptedException {
    BatchView end =
        submission.follow(
            id,
            BETWEEN_LOOKS_MILLIS,
            new Submission.Look<BatchView>() {
              @Override
              public Optional<BatchView> end() throws IOException, InterruptedException {
                return look(id);
              }

              @Override
              public void clear() {
                display.clear();
              }
            });
    return report(end);
  }

  private Optional<BatchView> look(String id) throws IOException, InterruptedException {
    BatchView view = client.ask(api -> api.batch(id));
    if (view.ended()) {
      display.clear();
      return Optional.of(view);
    }
    if (view.progress() != null) {
      display.show(view.progress());
    }
    return Optional.empty();
  }

  private int report(BatchView end) {
    BatchResult result = end.result();
    if (result == null) {
      output.say("The batch " + end.id() + " was ended from outside: " + end.state() + ".");
      return ExitCode.ESTIBA_FAILED;
    }
    Items items = Json.fromTree(end.batch().path("items"), Items.class);
    new FailedItems(end.id(), result, items).lines().forEach(output::say);
    result.warnings().forEach(output::say);
    explain(end.id(), result);
    output.print(output.json() ? Json.writePretty(result) : BatchText.summary(result));
    return exitCode(result);
  }

  private void explain(String id, BatchResult result) {
    Reason reason = result.reason();
    if (!result.failures().isEmpty() || result.counts().skipped() > 0) {
      output.say(
          (reason == null ? "" : reason.message() + " ")
              + "'estiba batch retry "
              + id
              + "' runs what has not succeeded.");
    } else if (reason != null) {
      output.say(reason.message() + " " + reason.remedy());
    }
  }

  private static int exitCode(BatchResult result) {
    return switch (result.state()) {
      case SUCCEEDED -> result.counts().succeeded() == result.items() ? 0 : ExitCode.NOT_ALL;
      case FAILED -> ExitCode.NOT_ALL;
      case TIMED_OUT -> ExitCode.TIMED_OUT;
      case CANCELLED -> ExitCode.CANCELLED;
    };
  }
}
