package dev.estiba.batch;

import dev.estiba.task.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is.
 *
 * @param items how many it has
 * @param startedAt when this round began
 * @param perMinute how many items end in a minute, by those that ended last; null before two did,
 *     and once all have
 * @param estimatedEnd when all will have ended at that rate; null while that is not known
 * @param cost of the items that have ended; null when there was none
 */
public record BatchProgress(
    int round,
    int items,
    ItemCounts counts,
    Instant startedAt,
    @Nullable Double perMinute,
    @Nullable Instant estimatedEnd,
    @Nullable Cost cost) {

  public static BatchProgress of(BatchLedger ledger, Instant now) {
    ItemCounts counts = ledger.counts();
    int left = counts.waiting() + counts.running();
    Double perSecond = left == 0 ? null : perSecond(ledger.lastEnds(), now);
    Instant end =
        perSecond == null
            ? null
            : now.plusMillis(Math.round(Math.min(left / perSecond, MAX_SECONDS) * 1000));
    return new BatchProgress(
        ledger.round(),
        ledger.items(),
        counts,
        ledger.startedAt(),
        perSecond == null ? null : Math.round(perSecond * 6000) / 100.0,
        end,
        ledger.cost());
  }

  /** Nobody believes an estimate of years. */
  private static final double MAX_SECONDS = 365.0 * 24 * 3600;

  /** A rate that nothing has added to lately sinks. */
  private static @Nullable Double perSecond(List<Instant> lastEnds, Instant now) {
    if (lastEnds.size() < 2) {
      return null;
    }
    double seconds = Duration.between(lastEnds.get(0), now).toMillis() / 1000.0;
    return seconds <= 0 ? null : (lastEnds.size() - 1) / seconds;
  }
}
