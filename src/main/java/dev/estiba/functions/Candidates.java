package dev.estiba.functions;

import dev.estiba.orchestration.Candidate;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Placement;
import dev.estiba.task.Price;
import dev.estiba.task.Priority;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a task's group may be made: first the cheaper priority in every region, then, where the
 * task allows it, the one that is always to be had.
 */
final class Candidates {

  private Candidates() {}

  static List<Candidate> of(ContainerTask task) {
    Placement placement = task.placement();
    List<Candidate> candidates = new ArrayList<>(in(task, placement.priority()));
    if (placement.priority() == Priority.SPOT && placement.spotFallback()) {
      candidates.addAll(in(task, Priority.REGULAR));
    }
    return candidates;
  }

  private static List<Candidate> in(ContainerTask task, Priority priority) {
    List<String> locations = new ArrayList<>();
    locations.add(task.location());
    locations.addAll(task.placement().fallbackLocations());
    return locations.stream()
        .map(location -> new Candidate(location, priority, new Price(0.0405, 0.00445, "USD")))
        .toList();
  }
}
