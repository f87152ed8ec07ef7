package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whether an instance has something to do, and what. */
final class TurnLoader {

  private final Store store;
  private final HistoryCache cache;
  private final InstantSource clock;

  TurnLoader(Store store, HistoryCache cache, InstantSource clock) {
    this.store = store;
    this.cache = cache;
    this.clock = clock;
  }

  Optional<Turn> load(long instanceSeq) {
    return store.read(sql -> load(sql, instanceSeq));
  }

  private Optional<Turn> load(Sql sql, long instanceSeq) throws SQLException {
    Optional<InstanceRow> found = Tables.instance(sql, instanceSeq);
    if (found.isEmpty() || !isDispatchable(sql, found.get())) {
      return Optional.empty();
    }
    List<Tables.Delivery> inbox = Tables.inbox(sql, instanceSeq);
    return inbox.isEmpty() ? Optional.empty() : Optional.of(turn(sql, found.get(), inbox));
  }

  private static boolean isDispatchable(Sql sql, InstanceRow row) throws SQLException {
    return !row.status.isTerminal()
        && row.status != RuntimeStatus.SUSPENDED
        && (row.turnAt != null || !Tables.waitsForStart(sql, row.seq));
  }

  private Turn turn(Sql sql, InstanceRow row, List<Tables.Delivery> inbox) throws SQLException {
    List<HistoryEvent> past = cache.take(row);
    if (past == null) {
      past = Tables.history(sql, row.seq);
    }
    long startedAt = startedAt(row, inbox);
    List<HistoryEvent> newEvents = new ArrayList<>(inbox.size() + 1);
    newEvents.add(Events.orchestratorStarted(startedAt));
    inbox.forEach(delivery -> newEvents.add(delivery.event()));
    return new Turn(
        row.seq,
        row.instanceId,
        row.executionId,
        row.name,
        startedAt,
        past,
        newEvents,
        inbox.get(inbox.size() - 1).seq(),
        row.batches);
  }

  /** Never before the last turn, and after every timer that fired, also if the clock went back. */
  private long startedAt(InstanceRow row, List<Tables.Delivery> inbox) {
    long time = Math.max(clock.millis(), row.turnAt == null ? Long.MIN_VALUE : row.turnAt);
    for (Tables.Delivery delivery : inbox) {
      if (delivery.event().hasTimerFired()) {
        time = Math.max(time, Events.millis(delivery.event().getTimerFired().getFireAt()) + 1);
      }
    }
    return time;
  }
}
