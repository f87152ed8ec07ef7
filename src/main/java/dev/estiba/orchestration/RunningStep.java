package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step that has begun and whose end was not taken yet. */
sealed interface RunningStep {

  Step step();

  Instant since();

  /** Is done when it ended by itself. */
  Task<?> end();

  StepProgress progress();

  /** What is asked of somebody; null for nothing. */
  default @Nullable String message() {
    return null;
  }

  /**
   * A task, a batch or a nested pipeline.
   *
   * @param instanceId of its orchestration
   */
  record Child(Step step, String instanceId, Task<JsonNode> end, Instant since)
      implements RunningStep {

    @Override
    public StepProgress progress() {
      return StepProgress.RUNNING;
    }
  }

  /**
   * An approval that somebody has to give.
   *
   * @param end of the time that there is for it
   */
  record Approval(
      Step step, @Nullable String message, long timeoutSeconds, Task<Void> end, Instant since)
      implements RunningStep {

    @Override
    public StepProgress progress() {
      return StepProgress.WAITING_FOR_APPROVAL;
    }
  }
}
