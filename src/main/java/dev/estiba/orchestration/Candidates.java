package dev.estiba.orchestration;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.Placement;
import dev.estiba.task.PriceTable;
import dev.estiba.task.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a task's group may be made: first the cheaper priority in every region, then, where the
 * task allows it, the one that is always to be had.
 */
final class Candidates {

  private Candidates() {}

  static List<Candidate> of(ContainerTask task, PriceTable prices) {
    Placement placement = task.placement();
    List<Candidate> candidates = new ArrayList<>(in(task, placement.priority(), prices));
    if (placement.priority() == Priority.SPOT && placement.spotFallback()) {
      candidates.addAll(in(task, Priority.REGULAR, prices));
    }
    return candidates;
  }

  private static List<Candidate> in(ContainerTask task, Priority priority, PriceTable prices) {
    return Stream.concat(Stream.of(task.location()), task.placement().fallbackLocations().stream())
        .distinct()
        .map(place -> new Candidate(place, priority, prices.price(place, priority)))
        .toList();
  }
}
