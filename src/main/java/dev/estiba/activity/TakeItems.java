package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchItems;
import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.BatchLedger.Stop;
import dev.estiba.batch.BatchLedger.Taken;
import dev.estiba.batch.ItemReport;
import dev.estiba.batch.ItemState;
import dev.estiba.batch.PackPlan;
import dev.estiba.batch.Packing;
import dev.estiba.batch.ParsedItem;
import dev.estiba.document.Problem;
import dev.estiba.store.Change;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A lane of a batch tells how the items of its last turn ended, and takes those of its next. Run
 * again with the same turn, it gives the same.
 */
public final class TakeItems {

  public static final String NAME = "TakeItems";

  /** In characters; the ledger and the result have it of many items. */
  private static final int MOST_TOLD = 1000;

  /**
   * What a lane says.
   *
   * @param turn 1 for the first time
   * @param reports how the items of the turn before ended
   */
  public record Input(BatchRef ref, int lane, int turn, List<ItemReport> reports) {

    public Input {
      reports = List.copyOf(reports);
    }
  }

  /** What a lane is to do. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Work.class, name = "work"),
    @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Outcome.Nothing.class, name = "nothing"),
    @JsonSubTypes.Type(value = Outcome.CancelOthers.class, name = "cancelOthers")
  })
  public sealed interface Outcome {

    /**
     * Run these items.
     *
     * @param stopped whether the batch has been stopped since they were taken
     */
    record Work(List<Item> items, boolean stopped) implements Outcome {

      public Work {
        items = List.copyOf(items);
      }
    }

    /** The item has no valid task: there is nothing to run, and this to be told. */
    record Rejected(ItemReport report) implements Outcome {}

    /** No item waits. */
    record Nothing() implements Outcome {}

    /** No item is begun any more, and the lane's own one is why: it is to cancel the others. */
    record CancelOthers() implements Outcome {}
  }

  /** An item and its task, which has sealed secrets and perhaps no place yet. */
  public record Item(int index, ContainerTask task) {}

  private final Batches batches;
  private final InstantSource clock;

  public TakeItems(Batches batches, InstantSource clock) {
    this.batches = batches;
    this.clock = clock;
  }

  public Outcome run(Input input) {
    Batch batch = batches.definition(input.ref());
    Taken taken =
        batches.change(
            input.ref(),
            ledger -> {
              Taken result = take(input, batch, ledger);
              return Change.of(result.ledger(), result);
            });
    Stop stop = taken.ledger().stop();
    if (!taken.items().isEmpty()) {
      return outcome(batch, taken.items(), stop != null);
    }
    return stop != null && stop.lane() != null && stop.lane() == input.lane()
        ? new Outcome.CancelOthers()
        : new Outcome.Nothing();
  }

  /** An item without a valid task has been taken alone. */
  private static Outcome outcome(Batch batch, List<Integer> items, boolean stopped) {
    List<Item> work = new ArrayList<>();
    for (int index : items) {
      ParsedItem parsed = BatchItems.parse(batch, index);
      if (parsed instanceof ParsedItem.Invalid invalid) {
        return new Outcome.Rejected(rejected(index, invalid.problems()));
      }
      work.add(new Item(index, ((ParsedItem.Valid) parsed).task()));
    }
    return new Outcome.Work(work, stopped);
  }

  private static ItemReport rejected(int index, List<Problem> problems) {
    String all = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    Reason reason =
        new Reason(
            "InvalidItem",
            null,
            "The item has no valid task: "
                + (all.length() <= MOST_TOLD ? all : all.substring(0, MOST_TOLD) + "…"),
            "Correct the item, or the task of the batch, and submit it again.");
    return new ItemReport(index, ItemState.REJECTED, 1, null, reason, null, Map.of());
  }

  private Taken take(Input input, Batch batch, BatchLedger ledger) {
    Packing packing = batch.pack();
    return ledger.take(
        input.lane(),
        input.turn(),
        input.reports(),
        batch.maxFailures(),
        packing == null ? 1 : packing.maxContainers(),
        waiting -> packing == null ? waiting : PackPlan.of(batch, waiting).get(0).items(),
        clock.instant());
  }
}
