package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.PipelineView;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepState;
import dev.estiba.pipeline.StepView;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a pipeline, with those within it, to its end. */
final class PipelineRun implements Followed {

  private static final long BETWEEN_LOOKS_MILLIS = 500;

  private final SteadyClient client;
  private final Submission submission;
  private final Output output;
  private final PipelineLines lines;

  PipelineRun(SteadyClient client, Submission submission, Output output) {
    this.client = client;
    this.submission = submission;
    this.output = output;
    this.lines = new PipelineLines(output::say, InstantSource.system());
  }

  @Override
  public int follow(String id) throws IOException, InterruptedException {
    return report(submission.follow(id, BETWEEN_LOOKS_MILLIS, () -> look(id)));
  }

  private Optional<PipelineView> look(String id) throws IOException, InterruptedException {
    PipelineView view = client.ask(api -> api.pipeline(id));
    showSteps("", view);
    return view.ended() ? Optional.of(view) : Optional.empty();
  }

  private void showSteps(String within, PipelineView view)
      throws IOException, InterruptedException {
    for (StepView step : view.steps()) {
      String path = within + step.name();
      boolean isOn = step.state() == StepProgress.RUNNING || lines.wasRunning(path);
      String nested = step.pipelineId();
      if (isOn && nested != null) {
        showNested(path + "/", nested);
      }
      lines.show(path, view.id(), step, isOn ? progress(step.batchId()) : null);
    }
  }

  private void showNested(String within, String id) throws IOException, InterruptedException {
    Optional<PipelineView> view = client.ask(api -> api.ifThere(() -> api.pipeline(id)));
    if (view.isPresent()) {
      showSteps(within, view.get());
    }
  }

  /** Of a batch that has just been asked for there may be none yet. */
  private @Nullable BatchProgress progress(@Nullable String batchId)
      throws IOException, InterruptedException {
    if (batchId == null) {
      return null;
    }
    return client
        .ask(api -> api.ifThere(() -> api.batch(batchId)))
        .flatMap(view -> Optional.ofNullable(view.progress()))
        .orElse(null);
  }

  private int report(PipelineView end) {
    PipelineResult result = end.result();
    if (result == null) {
      output.say("The pipeline " + end.id() + " was ended from outside: " + end.state() + ".");
      return ExitCode.ESTIBA_FAILED;
    }
    Reason reason = result.reason();
    if (reason != null) {
      output.say(reason.message() + remedy(result.state(), end.id()));
    }
    output.print(output.json() ? Json.writePretty(end) : PipelineText.table(end));
    return switch (result.state()) {
      case SUCCEEDED -> 0;
      case TIMED_OUT -> ExitCode.TIMED_OUT;
      case CANCELLED -> ExitCode.CANCELLED;
      case FAILED, REJECTED, SKIPPED -> ExitCode.NOT_ALL;
    };
  }

  private static String remedy(StepState state, String id) {
    return state == StepState.SUCCEEDED
        ? ""
        : " 'estiba pipeline retry " + id + "' runs what has not succeeded.";
  }
}
