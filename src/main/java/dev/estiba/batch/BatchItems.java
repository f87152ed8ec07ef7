package dev.estiba.batch;

import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import java.util.List;

/**
 * Makes the tasks of a batch's items, from a batch whose secrets are sealed. The same item always
 * has the same task: orchestrators may ask for it.
 */
public final class BatchItems {

  private BatchItems() {}

  /**
   * The task of one item, of a batch that was valid.
   *
   * @throws IllegalArgumentException if the item has no valid task, with what is wrong
   * @throws IndexOutOfBoundsException if there is no item with the index
   */
  public static ContainerTask task(Batch batch, int index) {
    ParsedItem parsed = parse(batch, index);
    if (parsed instanceof ParsedItem.Invalid invalid) {
      throw new IllegalArgumentException(
          "Item " + index + " of the batch has no valid task: " + invalid.problems());
    }
    return ((ParsedItem.Valid) parsed).task();
  }

  /**
   * As {@link #task}, for items that became known only after the batch was checked.
   *
   * @throws IndexOutOfBoundsException if there is no item with the index
   */
  public static ParsedItem parse(Batch batch, int index) {
    Findings findings = Findings.inOurDocument();
    ContainerTask task =
        new TaskTemplate(batch.task(), "/task", batch.pack() != null)
            .fill(Item.of(batch.items(), index), findings);
    List<Problem> problems = findings.list();
    return problems.isEmpty() ? new ParsedItem.Valid(task) : new ParsedItem.Invalid(problems);
  }
}
