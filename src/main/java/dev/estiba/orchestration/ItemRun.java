package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.TakeItems.Item;
import dev.estiba.batch.ItemReport;
import dev.estiba.batch.ItemState;
import dev.estiba.document.Json;
import dev.estiba.task.TaskResult;
import java.util.List;
import java.util.Map;

/** Runs what a lane took, as a task. */
final class ItemRun {

  private static final int FIRST_ATTEMPT = 1;

  private final TaskOrchestrationContext context;
  private final RunBatchLane.Input lane;

  ItemRun(TaskOrchestrationContext context, RunBatchLane.Input lane) {
    this.context = context;
    this.lane = lane;
  }

  List<ItemReport> run(List<Item> items) {
    return items.size() == 1 ? List.of(run(items.get(0))) : new PackRun(context, lane, items).run();
  }

  private ItemReport run(Item item) {
    RunTaskInput input = lane.defaults().input(item.task(), lane.secretsOwner(), null);
    try {
      JsonNode result =
          context
              .callSubOrchestrator(
                  RunTask.NAME,
                  Json.toTree(input),
                  lane.ref().taskId(item.index(), FIRST_ATTEMPT),
                  JsonNode.class)
              .await();
      return report(item.index(), Json.fromTree(result, TaskResult.class));
    } catch (TaskFailedException e) {
      // Somebody terminated it, or it has a defect; the sweep deletes its group.
      return new ItemReport(
          item.index(), ItemState.FAILED, FIRST_ATTEMPT, null, Activities.bug(e), null, Map.of());
    }
  }

  private static ItemReport report(int index, TaskResult result) {
    return new ItemReport(
        index,
        ItemState.of(result.state()),
        FIRST_ATTEMPT,
        result.exitCode(),
        result.reason(),
        result.cost(),
        result.outputs());
  }
}
