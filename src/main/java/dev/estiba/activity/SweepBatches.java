package dev.estiba.activity;

import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.BatchLedger.Stop;
import dev.estiba.batch.BatchState;
import dev.estiba.batch.ItemCounts;
import dev.estiba.task.Reason;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops batches whose orchestration was terminated or purged before it ended: in Azure its lanes
 * would go on, and start one item after the other.
 */
public final class SweepBatches {

  private static final Logger log = LoggerFactory.getLogger(SweepBatches.class);

  private static final Stop STOP =
      new Stop(
          BatchState.CANCELLED,
          new Reason(
              "Terminated",
              null,
              "The orchestration of the batch was terminated or purged before it ended.",
              "Cancel a batch with POST /api/batches/{id}/cancel: then it ends by itself."),
          null,
          null);

  /** What is known of orchestrations, and done about them. */
  public interface Instances {

    /** Whether the orchestration is there and has not ended. */
    boolean isGoing(String instanceId);

    /** Asks tasks to end, of which some may not be there. */
    void cancel(List<String> taskIds, String why);
  }

  private final Batches batches;

  public SweepBatches(Batches batches) {
    this.batches = batches;
  }

  /** Sweeps once; what cannot be judged keeps nobody from judging the others. */
  public void run(Instances instances) {
    for (BatchRef ref : batches.open()) {
      try {
        if (!instances.isGoing(ref.roundId())) {
          stop(ref, instances);
        }
      } catch (RuntimeException e) {
        log.warn("Batch {} not swept", ref.roundId(), e);
      }
    }
  }

  private static boolean hasMoreToDo(BatchLedger ledger) {
    ItemCounts counts = ledger.counts();
    return counts.waiting() + counts.running() > 0;
  }

  private void stop(BatchRef ref, Instances instances) {
    if (batches.ledger(ref).filter(SweepBatches::hasMoreToDo).isEmpty()) {
      batches.close(ref);
      return;
    }
    StopBatch.Running running = new StopBatch(batches).run(new StopBatch.Input(ref, STOP));
    instances.cancel(running.taskIds(), running.stop().reason().message());
    log.info("Batch {} has no orchestration; {} items run", ref.roundId(), running.items());
    if (running.taskIds().stream().noneMatch(instances::isGoing)) {
      batches.close(ref);
    }
  }
}
