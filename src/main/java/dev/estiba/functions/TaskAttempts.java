package dev.estiba.functions;

import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Json;
import dev.estiba.orchestration.RunTaskInput;
import dev.estiba.task.Attempt;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.InitContainer;
import dev.estiba.task.Sidecar;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskStatus;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The attempts of a task, each with a container group of its own.
 *
 * @param groups the names of the groups by the numbers of their attempts; none before the first
 *     attempt began
 * @param ended whether the task has ended
 * @param runs whether the container of the newest runs, or may run
 */
record TaskAttempts(
    String instanceId,
    ContainerTask task,
    NavigableMap<Integer, String> groups,
    boolean ended,
    boolean runs) {

  private static final int FIRST = 1;

  static TaskAttempts of(OrchestrationMetadata instance) {
    boolean ended = instance.isCompleted();
    Optional<TaskStatus> status = TaskViews.status(instance);
    TaskPhase phase = status.map(TaskStatus::phase).orElse(TaskPhase.CREATING);
    RunTaskInput input = Json.read(instance.getSerializedInput(), RunTaskInput.class);
    NavigableMap<Integer, String> groups = new TreeMap<>();
    attempts(instance, input).forEach(a -> groups.put(a.number(), a.containerGroup()));
    status.ifPresent(now -> groups.putIfAbsent(now.attempt(), now.containerGroup()));
    return new TaskAttempts(
        instance.getInstanceId(),
        input.task(),
        groups,
        ended,
        !ended && (phase == TaskPhase.STARTING || phase == TaskPhase.RUNNING));
  }

  /** Those that are over. */
  private static List<Attempt> attempts(OrchestrationMetadata instance, RunTaskInput input) {
    List<Attempt> soFar = input.journey() == null ? List.of() : input.journey().attempts();
    return TaskViews.result(instance).map(TaskResult::attempts).orElse(soFar);
  }

  /** The number of the last one that began; 1 before the first. */
  int newest() {
    return groups.isEmpty() ? FIRST : groups.lastKey();
  }

  TaskRef ref(int attempt) {
    return new TaskRef(instanceId, attempt, task.resourceGroup(), groups.getOrDefault(attempt, ""));
  }

  /** The names of its containers, the one that counts first. */
  List<String> containers(int attempt) {
    return Stream.of(
            Stream.of(ref(attempt).containerGroup()),
            task.sidecars().stream().map(Sidecar::name),
            task.initContainers().stream().map(InitContainer::name))
        .flatMap(names -> names)
        .toList();
  }

  boolean runs(int attempt) {
    return runs && attempt == newest();
  }

  boolean isOver(int attempt) {
    return ended || attempt < newest();
  }
}
