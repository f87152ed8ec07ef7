package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.document.Json;
import dev.estiba.task.TaskResult;

/**
 * One container task from its request to its result: create the group, watch it, keep its log,
 * delete it; and again, where the task says so. Never fails for what happens to the task: the
 * {@link TaskResult} says it.
 *
 * <p>It continues as new between two attempts and while it queues. That loses no {@code cancel}:
 * one that is not consumed is handed on, and after one that is it does not continue.
 */
public final class RunTask {

  public static final String NAME = "RunTask";

  /**
   * External event that ends the task; its data may be text, or an object with {@code reason} and
   * {@code by}.
   */
  public static final String CANCEL_EVENT = "cancel";

  /**
   * External event that anybody may raise who believes that there is news of the container: it is
   * looked at at once. A hint, never the truth: it may be raised in vain, it may be lost, and more
   * than eight of an attempt are not heeded.
   */
  public static final String NUDGE_EVENT = "nudge";

  private RunTask() {}

  /** Returns a {@link TaskResult}. */
  public static JsonNode run(TaskOrchestrationContext context) {
    RunTaskInput input = Json.fromTree(context.getInput(JsonNode.class), RunTaskInput.class);
    Journey journey =
        input.journey() == null ? Journey.from(context.getCurrentInstant()) : input.journey();
    Interruptions interruptions =
        new Interruptions(context, input.task().limits().timeoutSeconds(), journey.submittedAt());
    AttemptRun.Step step =
        new AttemptRun(new Generation(context, input, journey, interruptions)).run();
    if (step instanceof AttemptRun.Step.Again again) {
      JsonNode next = Json.toTree(input.with(again.journey()));
      context.continueAsNew(next);
      return next;
    }
    return End.of(context.getInstanceId(), ((AttemptRun.Step.Finished) step).result())
        .tell(context, input.task().onCompletion());
  }
}
