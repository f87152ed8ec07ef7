package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.Json;
import dev.estiba.task.TaskPhase;

/**
 * One container task from its request to its result: create the group, watch it, keep its log,
 * delete it. Never fails for what happens to the task: the {@link TaskResult} says it.
 */
public final class RunTask {

  public static final String NAME = "RunTask";

  /**
   * External event that ends the task; its data may be text, or an object with a {@code reason}.
   */
  public static final String CANCEL_EVENT = "cancel";

  private static final int FIRST_ATTEMPT = 1;

  private RunTask() {}

  /** Returns a {@link TaskResult}. */
  public static JsonNode run(TaskOrchestrationContext context) {
    RunTaskInput input = Json.fromTree(context.getInput(JsonNode.class), RunTaskInput.class);
    TaskRef ref = ref(context, input);
    Progress progress = new Progress(context, ref);
    Interruptions interruptions =
        new Interruptions(context, input.task().limits().timeoutSeconds());

    progress.enter(TaskPhase.CREATING);
    Cleanup cleanup = new Cleanup(context, ref, progress);
    Ending refusal = new Creation(context, input, ref, progress, interruptions).run();
    if (refusal != null) {
      return Json.toTree(cleanup.withoutGroup(refusal));
    }
    progress.enter(TaskPhase.STARTING);
    return Json.toTree(
        cleanup.withGroup(new Watching(context, input, ref, progress, interruptions).run()));
  }

  private static TaskRef ref(TaskOrchestrationContext context, RunTaskInput input) {
    return new TaskRef(
        context.getInstanceId(),
        FIRST_ATTEMPT,
        input.task().resourceGroup(),
        ContainerGroupName.of(input.task().name(), context.getInstanceId(), FIRST_ATTEMPT));
  }
}
