package dev.estiba.activity;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchItems;
import dev.estiba.batch.ParsedItem;
import dev.estiba.document.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the tasks of all items of a batch that was filled only now. An activity, since an
 * orchestration would do it again at every replay.
 */
public final class CheckItems {

  public static final String NAME = "CheckItems";

  /** As many as anybody reads. */
  private static final int MOST_PROBLEMS = 20;

  /** What was found; empty if every item has a valid task. */
  public record Outcome(List<Problem> problems) {

    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  private CheckItems() {}

  /**
   * @param batch whose secrets are sealed
   */
  public static Outcome run(Batch batch) {
    Set<Problem> problems = new LinkedHashSet<>();
    for (int index = 0; index < batch.size() && problems.size() < MOST_PROBLEMS; index++) {
      if (BatchItems.parse(batch, index) instanceof ParsedItem.Invalid invalid) {
        int item = index;
        invalid.problems().stream()
            .map(problem -> new Problem(problem.path(), problem.message() + " (item " + item + ")"))
            .forEach(problems::add);
      }
    }
    return new Outcome(problems.stream().limit(MOST_PROBLEMS).toList());
  }
}
