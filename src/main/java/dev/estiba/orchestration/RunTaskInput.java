package dev.estiba.orchestration;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.InitContainer;
import dev.estiba.task.Sidecar;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RunTask} is started with, and continues with.
 *
 * @param task with its resource group and location filled in, and no literal secret
 * @param watchMillis the shortest time between two looks at a running group
 * @param longestWatchMillis the longest
 * @param candidates where the group may be made, in the order in which they are tried; at least one
 * @param secretsOwner for whom the task's secrets were sealed: the id that it was submitted under
 * @param fingerprint of the request, to tell whether another one is the same; null for none
 * @param allCount whether its sidecars count as much as its container: it has ended once all of
 *     them have
 * @param journey null at the start
 */
public record RunTaskInput(
    ContainerTask task,
    long watchMillis,
    long longestWatchMillis,
    List<Candidate> candidates,
    String secretsOwner,
    @Nullable String fingerprint,
    boolean allCount,
    @Nullable Journey journey) {

  public RunTaskInput {
    // Not null for our own code; but anybody can start an orchestration with any input.
    if (Objects.isNull(task)
        || Objects.isNull(task.placement())
        || Objects.isNull(task.placement().resourceGroup())
        || Objects.isNull(candidates)
        || candidates.isEmpty()) {
      throw new IllegalArgumentException(
          "RunTask needs a task with a place; start tasks with POST /api/tasks.");
    }
    candidates = List.copyOf(candidates);
  }

  RunTaskInput with(Journey next) {
    return new RunTaskInput(
        task,
        watchMillis,
        longestWatchMillis,
        candidates,
        secretsOwner,
        fingerprint,
        allCount,
        next);
  }

  /** The same for a task whose containers all count. */
  RunTaskInput withAllCounting() {
    return new RunTaskInput(
        task,
        watchMillis,
        longestWatchMillis,
        candidates,
        secretsOwner,
        fingerprint,
        true,
        journey);
  }

  /** The names of the containers that count beside the group's own. */
  List<String> others() {
    return allCount ? task.sidecars().stream().map(Sidecar::name).toList() : List.of();
  }

  /** The names of all containers beside the group's own. */
  List<String> otherContainers() {
    return Stream.concat(
            task.initContainers().stream().map(InitContainer::name),
            task.sidecars().stream().map(Sidecar::name))
        .toList();
  }
}
