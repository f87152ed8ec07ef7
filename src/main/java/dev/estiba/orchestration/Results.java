package dev.estiba.orchestration;

import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.Attempt;
import dev.estiba.task.ContainerResult;
import dev.estiba.task.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the result of a task together from its attempts. */
final class Results {

  private Results() {}

  /** Of a task whose last attempt decides. */
  static TaskResult of(
      TaskRef ref, RunTaskInput input, Journey journey, Ending ending, Closing.Closed closed) {
    List<ContainerResult> containers =
        input.allCount()
            ? new ContainerResults(input.task(), ending, closed.attempt().cost())
                .of(ref.containerGroup(), closed.log())
            : List.of();
    return result(
        ref, journey, ending, closed.attempt(), outputs(closed), warnings(closed), containers);
  }

  /** Of a task that ended while it waited for its next attempt. */
  static TaskResult between(TaskRef ref, Journey journey, Ending ending) {
    Attempt last = journey.attempts().get(journey.attempts().size() - 1);
    return result(ref, journey, ending, last, Map.of(), List.of(), List.of());
  }

  private static TaskResult result(
      TaskRef ref,
      Journey journey,
      Ending ending,
      Attempt last,
      Map<String, String> outputs,
      List<String> warnings,
      List<ContainerResult> containers) {
    return new TaskResult(
        ending.state(),
        last.exitCode(),
        last.startTime(),
        last.finishTime(),
        last.detailStatus(),
        ref.resourceGroup(),
        last.containerGroup(),
        last.log(),
        last.logComplete(),
        last.logGaps(),
        journey.attempts().stream().allMatch(attempt -> attempt.groupGoneAt() != null),
        ending.reason(),
        ending.timedOutIn(),
        ending.by(),
        outputs,
        warnings,
        journey.attempts(),
        containers,
        Costs.sum(journey.attempts()));
  }

  private static Map<String, String> outputs(Closing.Closed closed) {
    CollectLogs.Outcome log = closed.log();
    return log == null ? Map.of() : log.outputs();
  }

  private static List<String> warnings(Closing.Closed closed) {
    List<String> warnings = new ArrayList<>();
    CollectLogs.Outcome log = closed.log();
    if (log != null && log.failure() != null) {
      warnings.add("The end of the log is missing: " + log.failure().message());
    }
    if (log != null && log.gaps() > 0) {
      warnings.add(
          "Azure dropped lines of the log before they could be fetched; places marked in it: "
              + log.gaps());
    }
    int restarts = closed.attempt().restarts();
    if (restarts > 0) {
      warnings.add(
          "Azure started the container again after its end, though it was told not to; times: "
              + restarts
              + ". The first end that was seen is the result.");
    }
    if (closed.keptInVain()) {
      warnings.add("Azure did not let the container group be kept; it was deleted.");
    }
    if (log != null) {
      warnings.addAll(log.warnings());
    }
    return warnings;
  }
}
