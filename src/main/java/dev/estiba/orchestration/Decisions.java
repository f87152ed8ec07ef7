package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for decisions on approvals. One event of each name is waited for at a time, whatever number
 * of approvals there is: its data says which step it is for.
 */
final class Decisions {

  /**
   * What somebody decided.
   *
   * @param by blank for nobody in particular
   * @param why blank for nothing
   */
  record Decision(String step, boolean approved, String by, String why) {

    private static Decision of(@Nullable JsonNode data, boolean approved) {
      return new Decision(text(data, "step"), approved, text(data, "by"), text(data, "reason"));
    }

    private static String text(@Nullable JsonNode data, String field) {
      return data != null && data.path(field).isTextual() ? data.path(field).textValue() : "";
    }
  }

  private final TaskOrchestrationContext context;
  private Task<JsonNode> approve;
  private Task<JsonNode> reject;

  Decisions(TaskOrchestrationContext context) {
    this.context = context;
    this.approve = await(RunPipeline.APPROVE_EVENT);
    this.reject = await(RunPipeline.REJECT_EVENT);
  }

  /** Any JSON is taken: an event that does not fit its type would hang the orchestration. */
  private Task<JsonNode> await(String event) {
    return context.waitForExternalEvent(event, JsonNode.class);
  }

  /** One of them is done when somebody has decided. */
  List<Task<?>> awaited() {
    return List.of(approve, reject);
  }

  /** Those that have come since it was asked last; each is told once. */
  List<Decision> take() {
    List<Decision> decisions = new ArrayList<>();
    while (approve.isDone()) {
      decisions.add(Decision.of(approve.await(), true));
      approve = await(RunPipeline.APPROVE_EVENT);
    }
    while (reject.isDone()) {
      decisions.add(Decision.of(reject.await(), false));
      reject = await(RunPipeline.REJECT_EVENT);
    }
    return decisions;
  }
}
