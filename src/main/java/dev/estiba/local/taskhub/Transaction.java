package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.estiba.local.taskhub.Effect.ActivityScheduled;
import dev.estiba.local.taskhub.Effect.InstanceChanged;
import dev.estiba.local.taskhub.Effect.InstanceReady;
import dev.estiba.local.taskhub.Effect.TimerSet;
import dev.estiba.local.taskhub.Effect.TimersCancelled;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes that a transition is made of, and the effects that they have once committed. Lives on
 * the writer's thread; what it reads includes what the same transaction has written.
 */
final class Transaction {

  private final Sql sql;
  private final InstantSource clock;
  private List<Effect> effects = new ArrayList<>();
  private long lastInboxSeq;
  private long lastActivitySeq;

  Transaction(Sql sql, InstantSource clock) throws SQLException {
    this.sql = sql;
    this.clock = clock;
    this.lastInboxSeq = highest("SELECT coalesce(max(seq), 0) FROM inbox");
    this.lastActivitySeq = highest("SELECT coalesce(max(seq), 0) FROM activities");
  }

  private long highest(String query) throws SQLException {
    return sql.first(query, row -> row.getLong(1)).orElse(0L);
  }

  void run(String statement) throws SQLException {
    sql.update(statement);
  }

  /** The effects since the last call. */
  List<Effect> takeEffects() {
    List<Effect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  long now() {
    return clock.millis();
  }

  Optional<InstanceRow> find(String instanceId) throws SQLException {
    return Tables.instance(sql, instanceId);
  }

  Optional<InstanceRow> find(long instanceSeq) throws SQLException {
    return Tables.instance(sql, instanceSeq);
  }

  /** The instances that were started by that one and have not ended. */
  List<InstanceRow> runningChildren(InstanceRow parent) throws SQLException {
    return sql.list(
        "SELECT "
            + InstanceRow.COLUMNS
            + " FROM instances WHERE parent_seq = ? AND parent_execution_id = ?"
            + " AND status IN ('PENDING', 'RUNNING', 'SUSPENDED')",
        InstanceRow::from,
        parent.seq,
        parent.executionId);
  }

  InstanceRow insert(
      String instanceId, String executionId, String name, InstanceRow.@Nullable Parent parent)
      throws SQLException {
    long now = now();
    sql.update(
        "INSERT INTO instances (instance_id, execution_id, name, status, created_at, updated_at,"
            + " batches, events_raised, parent_seq, parent_execution_id, parent_task_id)"
            + " VALUES (?, ?, ?, 'PENDING', ?, ?, 0, 0, ?, ?, ?)",
        instanceId,
        executionId,
        name,
        now,
        now,
        parent == null ? null : parent.seq(),
        parent == null ? null : parent.executionId(),
        parent == null ? null : parent.taskId());
    effect(new InstanceChanged(instanceId, RuntimeStatus.PENDING));
    long seq = highest("SELECT last_insert_rowid()");
    return new InstanceRow(seq, instanceId, executionId, name, now, parent);
  }

  void setInput(InstanceRow row, @Nullable String input) throws SQLException {
    if (input == null) {
      sql.update("DELETE FROM inputs WHERE instance_seq = ?", row.seq);
    } else {
      sql.update("INSERT OR REPLACE INTO inputs VALUES (?, ?)", row.seq, input);
    }
  }

  /** Writes what may have changed, and tells whoever waits for this instance. */
  void save(InstanceRow row) throws SQLException {
    row.updatedAt = Math.max(row.updatedAt, now());
    sql.update(
        "UPDATE instances SET execution_id = ?, status = ?, updated_at = ?, turn_at = ?,"
            + " batches = ?, events_raised = ?, custom_status = ?, output = ?, failure = ?"
            + " WHERE seq = ?",
        row.executionId,
        row.status.name(),
        row.updatedAt,
        row.turnAt,
        row.batches,
        row.eventsRaised,
        row.customStatus,
        row.output,
        row.failure == null ? null : row.failure.toByteArray(),
        row.seq);
    effect(new InstanceChanged(row.instanceId, row.status));
  }

  void delete(InstanceRow row) throws SQLException {
    dropPending(row);
    dropActivities(row);
    dropHistory(row);
    sql.update("DELETE FROM inputs WHERE instance_seq = ?", row.seq);
    sql.update("DELETE FROM instances WHERE seq = ?", row.seq);
    effect(new InstanceChanged(row.instanceId, row.status));
  }

  void deleteEverything() throws SQLException {
    for (String table : Schema.TABLES) {
      sql.update("DELETE FROM " + table);
    }
    effect(new Effect.HubEmptied());
  }

  /** Adds to the history; the row has to be saved after. */
  void appendHistory(InstanceRow row, List<HistoryEvent> events) throws SQLException {
    sql.update(
        "INSERT INTO history VALUES (?, ?, ?)", row.seq, row.batches, Events.toBytes(events));
    row.batches++;
  }

  void dropHistory(InstanceRow row) throws SQLException {
    sql.update("DELETE FROM history WHERE instance_seq = ?", row.seq);
    row.batches = 0;
  }

  /** Puts an event into the instance's inbox, for its next turn. */
  void deliver(InstanceRow row, HistoryEvent event) throws SQLException {
    sql.update("INSERT INTO inbox VALUES (?, ?, ?)", row.seq, ++lastInboxSeq, event.toByteArray());
    effect(new InstanceReady(row.seq));
  }

  /** Removes what a turn has had, given by its last. */
  void consume(InstanceRow row, long upToInboxSeq) throws SQLException {
    sql.update("DELETE FROM inbox WHERE instance_seq = ? AND seq <= ?", row.seq, upToInboxSeq);
  }

  List<HistoryEvent> inbox(InstanceRow row) throws SQLException {
    return Tables.inbox(sql, row.seq).stream().map(Tables.Delivery::event).toList();
  }

  void scheduleActivity(InstanceRow row, int taskId, ScheduleTaskAction action)
      throws SQLException {
    sql.update(
        "INSERT INTO activities VALUES (?, ?, ?, ?, ?, ?)",
        ++lastActivitySeq,
        row.seq,
        row.executionId,
        taskId,
        action.getName(),
        action.hasInput() ? action.getInput().getValue() : null);
    effect(new ActivityScheduled(lastActivitySeq));
  }

  /** False if the activity is not pending any more: answered before, terminated or purged. */
  boolean removeActivity(long activitySeq) throws SQLException {
    return sql.update("DELETE FROM activities WHERE seq = ?", activitySeq) > 0;
  }

  void setTimer(InstanceRow row, int timerId, long fireAt) throws SQLException {
    sql.update("INSERT OR REPLACE INTO timers VALUES (?, ?, ?)", row.seq, timerId, fireAt);
    effect(new TimerSet(new Timer(fireAt, row.seq, timerId)));
  }

  /** False if the timer is not pending any more. */
  boolean removeTimer(Timer timer) throws SQLException {
    return sql.update(
            "DELETE FROM timers WHERE instance_seq = ? AND timer_id = ? AND fire_at = ?",
            timer.instanceSeq(),
            timer.timerId(),
            timer.fireAt())
        > 0;
  }

  /** Drops the undelivered events and the timers of a generation that is over. */
  void dropPending(InstanceRow row) throws SQLException {
    sql.update("DELETE FROM inbox WHERE instance_seq = ?", row.seq);
    List<Timer> timers = Tables.timers(sql, row.seq);
    if (!timers.isEmpty()) {
      sql.update("DELETE FROM timers WHERE instance_seq = ?", row.seq);
      effect(new TimersCancelled(timers));
    }
  }

  /** Drops the activities that have not been answered; those that run go on, unheard. */
  void dropActivities(InstanceRow row) throws SQLException {
    sql.update("DELETE FROM activities WHERE instance_seq = ?", row.seq);
  }
}
