package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.document.Json;
import dev.estiba.task.Reason;

/**
 * Calls of activities and sub-orchestrations whose JSON is made by our codec: the worker and the
 * SDK each use another. A failure that the code called did not foresee becomes data here.
 */
final class Activities {

  private Activities() {}

  /** The input crosses as one JSON string. */
  static <T> T call(
      TaskOrchestrationContext context, String name, Object input, Class<T> outcomeType) {
    return outcome(start(context, name, input), outcomeType);
  }

  /** As {@link #call}, but does not await it. */
  static Task<JsonNode> start(TaskOrchestrationContext context, String name, Object input) {
    return context.callActivity(name, Json.write(input), JsonNode.class);
  }

  /** The outcome of a call; awaits it. */
  static <T> T outcome(Task<JsonNode> task, Class<T> type) {
    JsonNode result = task.await();
    // The worker may hand a string of JSON on as it is, or as the JSON that it holds.
    return result.isTextual() ? Json.read(result.textValue(), type) : Json.fromTree(result, type);
  }

  static Reason bug(TaskFailedException e) {
    return new Reason(
        "InternalError",
        null,
        e.getTaskName() + " failed: " + e.getErrorDetails().getErrorMessage(),
        "This is a defect of Estiba or of its configuration; its own log says more.");
  }
}
