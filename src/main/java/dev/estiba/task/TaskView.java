package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as {@code GET /api/tasks/{id}} shows it.
 *
 * @param state the result's state once the task has ended; before, its phase; or Pending,
 *     Suspended, Terminated or Failed of the orchestration itself
 * @param since when that state began
 * @param reason why it waits or did not succeed
 * @param attempts those that are over, until the result has them
 * @param result once the task has ended
 * @param notifications who is told of its end, once it has ended
 */
public record TaskView(
    String id,
    String state,
    Instant since,
    Instant submittedAt,
    boolean ended,
    @Nullable Reason reason,
    @Nullable TaskStatus status,
    List<Attempt> attempts,
    @Nullable TaskResult result,
    ContainerTask task,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NotificationView> notifications) {

  public TaskView {
    // Not there in views of older versions.
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
  }

  /** The same with who is told. */
  public TaskView with(List<NotificationView> told) {
    return new TaskView(
        id, state, since, submittedAt, ended, reason, status, attempts, result, task, told);
  }
}
