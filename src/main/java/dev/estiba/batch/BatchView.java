package dev.estiba.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.NotificationView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as {@code GET /api/batches/{id}} shows it.
 *
 * @param state the result's state once the batch has ended; before, Running or Stopping; or
 *     Pending, Suspended, Terminated or Failed of the orchestration itself
 * @param submittedAt when the newest round was asked for
 * @param progress null before the batch has begun
 * @param result of the newest round, once it has ended
 * @param batch as it was asked for, without secrets
 * @param notifications who is told of its end, once it has ended
 */
public record BatchView(
    String id,
    @Nullable String name,
    String state,
    Instant submittedAt,
    boolean ended,
    @Nullable BatchProgress progress,
    @Nullable BatchResult result,
    JsonNode batch,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NotificationView> notifications) {

  public BatchView {
    // Not there in views of older versions.
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
  }

  /** The same with who is told. */
  public BatchView with(List<NotificationView> told) {
    return new BatchView(id, name, state, submittedAt, ended, progress, result, batch, told);
  }
}
