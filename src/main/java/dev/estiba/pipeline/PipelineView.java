package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.NotificationView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as {@code GET /api/pipelines/{id}} shows it.
 *
 * @param partOf the pipeline that it is a step of; null for none
 * @param round 1 for the first run, one more for each retry
 * @param state the result's state once the pipeline has ended; before, Running or Stopping; or
 *     Pending, Suspended, Terminated or Failed of the orchestration itself
 * @param submittedAt when the newest round was asked for
 * @param steps all of them, in the order in which they were written
 * @param result of the newest round, once it has ended; its steps are above
 * @param pipeline as it was asked for, without secrets
 * @param notifications who is told of its end, once it has ended
 */
public record PipelineView(
    String id,
    @Nullable String name,
    @Nullable String partOf,
    int round,
    String state,
    Instant submittedAt,
    boolean ended,
    List<StepView> steps,
    @Nullable PipelineResult result,
    JsonNode pipeline,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NotificationView> notifications) {

  public PipelineView {
    steps = List.copyOf(steps);
    // Not there in views of older versions.
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
  }

  /** The same with who is told. */
  public PipelineView with(List<NotificationView> told) {
    return new PipelineView(
        id, name, partOf, round, state, submittedAt, ended, steps, result, pipeline, told);
  }
}
