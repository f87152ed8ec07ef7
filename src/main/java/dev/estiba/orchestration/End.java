package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.batch.BatchResult;
import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.EndNotice;
import dev.estiba.task.EndNotice.Kind;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task, or a round of a batch or a pipeline, has ended, for those who want to be told.
 *
 * @param id by which people know it
 * @param state the name of its state, such as {@code TimedOut}
 */
record End(Kind kind, String id, String state, @Nullable Reason reason, JsonNode result) {

  /** A message of a queue has 64 KiB in base64, the event's envelope in it too. */
  private static final int MOST_BYTES_IN_QUEUE = 45_000;

  private static final int MOST_BYTES_POSTED = 256_000;

  private static final int MOST_OF_MESSAGE = 2_000;

  static End of(String id, TaskResult result) {
    return new End(
        Kind.TASK, id, result.state().displayName(), result.reason(), Json.toTree(result));
  }

  static End of(String id, BatchResult result) {
    return new End(
        Kind.BATCH, id, result.state().displayName(), result.reason(), Json.toTree(result));
  }

  static End of(String id, PipelineResult result) {
    return new End(
        Kind.PIPELINE, id, result.state().displayName(), result.reason(), Json.toTree(result));
  }

  /**
   * Begins to tell all who want to know of this end, and waits for none of them: a result is not
   * held up. To be called right before the end, once.
   *
   * @return the result
   */
  JsonNode tell(TaskOrchestrationContext context, List<CompletionHook> hooks) {
    boolean any = false;
    for (int index = 0; index < hooks.size(); index++) {
      if (hooks.get(index).isFor(state)) {
        start(context, hooks.get(index), index);
        any = true;
      }
    }
    if (any) {
      // What is asked for in the same turn as the end may never be started: this begins a new turn.
      context.createTimer(Duration.ZERO).await();
    }
    return result;
  }

  private void start(TaskOrchestrationContext context, CompletionHook hook, int index) {
    EndNotice notice =
        new EndNotice(
            context.getInstanceId() + "/" + index,
            kind,
            id,
            state,
            context.getCurrentInstant(),
            data(hook.queue() == null ? MOST_BYTES_POSTED : MOST_BYTES_IN_QUEUE));
    var unused =
        context.callSubOrchestrator(
            NotifyCompletion.NAME,
            Json.toTree(NotifyCompletion.Input.first(hook, notice)),
            NotificationIds.of(context.getInstanceId(), index),
            JsonNode.class);
  }

  private JsonNode data(int mostBytes) {
    return Json.write(result).getBytes(StandardCharsets.UTF_8).length <= mostBytes
        ? result
        : summary();
  }

  private JsonNode summary() {
    ObjectNode summary = Json.object().put("id", id).put("state", state);
    if (reason != null) {
      String message = reason.message();
      summary.put("message", message.substring(0, Math.min(message.length(), MOST_OF_MESSAGE)));
    }
    return summary.put("truncated", true);
  }
}
