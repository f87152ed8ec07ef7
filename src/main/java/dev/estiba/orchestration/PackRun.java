package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.TakeItems.Item;
import dev.estiba.batch.ItemReport;
import dev.estiba.batch.ItemState;
import dev.estiba.batch.Pack;
import dev.estiba.batch.PackPlan;
import dev.estiba.document.Json;
import dev.estiba.task.Billing;
import dev.estiba.task.ContainerResult;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Cost;
import dev.estiba.task.Retry;
import dev.estiba.task.TaskResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs items that share a container group. What is left of them after an attempt, because it failed
 * so that its retry says to run it again, shares the next group.
 */
final class PackRun {

  private final TaskOrchestrationContext context;
  private final RunBatchLane.Input lane;
  private final int first;
  private final Map<Integer, ContainerTask> tasks = new HashMap<>();
  private final Map<Integer, ItemReport> reports = new LinkedHashMap<>();

  PackRun(TaskOrchestrationContext context, RunBatchLane.Input lane, List<Item> items) {
    this.context = context;
    this.lane = lane;
    this.first = items.get(0).index();
    items.forEach(item -> tasks.put(item.index(), item.task()));
  }

  /** Returns a report of each item. */
  List<ItemReport> run() {
    List<Integer> left = tasks.keySet().stream().sorted().toList();
    Retry retry = task(left.get(0)).retry();
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      run(left, attempt);
      left =
          attempt < retry.maxAttempts()
              ? left.stream().filter(this::isWorthIt).toList()
              : List.of();
      if (!left.isEmpty()) {
        context.createTimer(Duration.ofSeconds(Sequel.backoff(retry, attempt - 1))).await();
      }
      if (!left.isEmpty() && RunBatchLane.isStopped(context, lane)) {
        left = List.of();
      }
    }
    return List.copyOf(reports.values());
  }

  private ContainerTask task(int index) {
    ContainerTask task = tasks.get(index);
    if (task == null) {
      throw new IllegalStateException("The lane has no item " + index);
    }
    return task;
  }

  private void run(List<Integer> items, int attempt) {
    ContainerTask pack = PackPlan.task(new Pack(items), this::task).with(Retry.NONE);
    RunTaskInput input = lane.defaults().input(pack, lane.secretsOwner(), null).withAllCounting();
    try {
      JsonNode result =
          context
              .callSubOrchestrator(
                  RunTask.NAME,
                  Json.toTree(input),
                  lane.ref().taskId(first, attempt),
                  JsonNode.class)
              .await();
      report(items, attempt, Json.fromTree(result, TaskResult.class));
    } catch (TaskFailedException e) {
      // Somebody terminated it, or it has a defect; the sweep deletes its group.
      for (int index : items) {
        put(
            new ItemReport(
                index, ItemState.FAILED, attempt, null, Activities.bug(e), null, Map.of()));
      }
    }
  }

  private void report(List<Integer> items, int attempt, TaskResult result) {
    List<ContainerResult> containers = result.containers();
    for (int i = 0; i < items.size(); i++) {
      put(
          i < containers.size()
              ? of(items.get(i), attempt, containers.get(i))
              : of(items.get(i), attempt, result));
    }
  }

  private static ItemReport of(int index, int attempt, ContainerResult container) {
    return new ItemReport(
        index,
        ItemState.of(container.state()),
        attempt,
        container.exitCode(),
        container.reason(),
        container.cost(),
        container.outputs());
  }

  /** Of a task that ended before it had containers. */
  private static ItemReport of(int index, int attempt, TaskResult result) {
    return new ItemReport(
        index, ItemState.of(result.state()), attempt, null, result.reason(), null, Map.of());
  }

  /** What it cost before is not forgotten. */
  private void put(ItemReport report) {
    ItemReport before = reports.get(report.index());
    reports.put(
        report.index(),
        before == null ? report : report.costing(sum(before.cost(), report.cost())));
  }

  private static @Nullable Cost sum(@Nullable Cost one, @Nullable Cost other) {
    return one == null || other == null ? (one == null ? other : one) : Billing.sum(one, other);
  }

  private boolean isWorthIt(int index) {
    ItemReport report = reports.get(index);
    if (report == null || report.state() != ItemState.FAILED) {
      return false;
    }
    String type = report.reason() == null ? "" : report.reason().type();
    return Sequel.isWorthIt(task(index).retry(), type, report.exitCode(), true);
  }
}
