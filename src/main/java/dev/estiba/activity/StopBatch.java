package dev.estiba.activity;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.BatchLedger.Stop;
import dev.estiba.store.Change;
import dev.estiba.task.Retry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has no more items of a batch begun, and says which tasks are to be cancelled. */
public final class StopBatch {

  public static final String NAME = "StopBatch";

  /**
   * A batch that is to stop.
   *
   * @param stop why; null where the ledger has it already
   */
  public record Input(BatchRef ref, @Nullable Stop stop) {}

  /**
   * A batch that begins no more items.
   *
   * @param running how many of its items are under way
   */
  public record Outcome(int running) {}

  /**
   * The tasks under way.
   *
   * @param items how many they run
   * @param taskIds of all that there may be: some may not have begun, or have ended
   */
  public record Running(int items, List<String> taskIds, Stop stop) {

    public Running {
      taskIds = List.copyOf(taskIds);
    }
  }

  private final Batches batches;

  public StopBatch(Batches batches) {
    this.batches = batches;
  }

  public Running run(Input input) {
    BatchLedger ledger =
        batches.change(
            input.ref(),
            stored -> {
              BatchLedger stopped = input.stop() == null ? stored : stored.stopped(input.stop());
              return Change.of(stopped, stopped);
            });
    return new Running(ledger.running().size(), taskIds(input.ref(), ledger), requireStop(ledger));
  }

  private static Stop requireStop(BatchLedger ledger) {
    Stop stop = ledger.stop();
    if (stop == null) {
      throw new IllegalStateException("The batch " + ledger.id() + " is not stopped");
    }
    return stop;
  }

  /** A pack may be at any of its attempts. */
  private List<String> taskIds(BatchRef ref, BatchLedger ledger) {
    Batch batch = batches.definition(ref);
    List<String> ids = new ArrayList<>();
    for (int first : ledger.running().stream().map(ledger::firstOfPack).distinct().toList()) {
      int attempts = batch.pack() == null ? 1 : Retry.MAX_ATTEMPTS;
      for (int attempt = 1; attempt <= attempts; attempt++) {
        ids.add(ref.taskId(first, attempt));
      }
    }
    return ids;
  }
}
