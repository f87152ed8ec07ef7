package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line for each change of a step: at once for a new state, else now and then. */
final class PipelineLines {

  private record Shown(StepProgress state, String text, Instant at) {}

  private final Consumer<String> lines;
  private final InstantSource clock;
  private final Map<String, Shown> shown = new HashMap<>();

  PipelineLines(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Shows a step if there is news of it.
   *
   * @param path its name, behind those of the steps that it is within
   * @param pipelineId of the pipeline that it is a step of
   * @param progress of the step's batch; null where that is not known
   */
  void show(String path, String pipelineId, StepView step, @Nullable BatchProgress progress) {
    String text = PipelineText.step(pipelineId, step, progress);
    Shown last = shown.get(path);
    Instant now = clock.instant();
    boolean isNew = last == null ? step.state() != StepProgress.WAITING : isNews(last, step, now);
    if (isNew && (last == null || !text.equals(last.text()))) {
      lines.accept(path + ": " + text);
      shown.put(path, new Shown(step.state(), text, now));
    }
  }

  private static boolean isNews(Shown last, StepView step, Instant now) {
    return last.state() != step.state() || !now.isBefore(last.at().plus(BatchLines.LEAST_PAUSE));
  }

  /** Whether it was running when it was shown last. */
  boolean wasRunning(String path) {
    Shown last = shown.get(path);
    return last != null && last.state() == StepProgress.RUNNING;
  }
}
