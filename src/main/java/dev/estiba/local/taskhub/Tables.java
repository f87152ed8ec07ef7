package dev.estiba.local.taskhub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reads, for readers and transitions alike. */
final class Tables {

  private Tables() {}

  static Optional<InstanceRow> instance(Sql sql, String instanceId) throws SQLException {
    return sql.first(
        "SELECT " + InstanceRow.COLUMNS + " FROM instances WHERE instance_id = ?",
        InstanceRow::from,
        instanceId);
  }

  static Optional<InstanceRow> instance(Sql sql, long instanceSeq) throws SQLException {
    return sql.first(
        "SELECT " + InstanceRow.COLUMNS + " FROM instances WHERE seq = ?",
        InstanceRow::from,
        instanceSeq);
  }

  static Optional<InstanceState> state(Sql sql, String instanceId) throws SQLException {
    Optional<InstanceRow> row = instance(sql, instanceId);
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(row.get().toState(input(sql, row.get().seq)));
  }

  static Optional<Long> seq(Sql sql, String instanceId) throws SQLException {
    return sql.first(
        "SELECT seq FROM instances WHERE instance_id = ?", row -> row.getLong(1), instanceId);
  }

  static @Nullable String input(Sql sql, long instanceSeq) throws SQLException {
    return sql.first(
            "SELECT input FROM inputs WHERE instance_seq = ?", row -> row.getString(1), instanceSeq)
        .orElse(null);
  }

  /** The first batches of a history, as many as are asked for. */
  static History history(Sql sql, long instanceSeq, int batches) throws SQLException {
    History history = new History();
    for (byte[] batch :
        sql.list(
            "SELECT events FROM history WHERE key >= ? AND key < ? ORDER BY key",
            row -> row.getBytes(1),
            Schema.batchKey(instanceSeq, 0),
            Schema.batchKey(instanceSeq, batches))) {
      history.append(batch);
    }
    return history;
  }

  static List<HistoryEvent> events(Sql sql, InstanceRow row) throws SQLException {
    return history(sql, row.seq, row.batches).events();
  }

  static List<Delivery> inbox(Sql sql, long instanceSeq) throws SQLException {
    return sql.list(
        "SELECT seq, event FROM inbox WHERE instance_seq = ? ORDER BY seq",
        row -> Delivery.stored(event(row), row.getLong(1)),
        instanceSeq);
  }

  private static HistoryEvent event(ResultSet row) throws SQLException {
    try {
      return HistoryEvent.parseFrom(row.getBytes(2));
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("An inbox event in the store cannot be read.", e);
    }
  }

  static List<Long> instancesWithInbox(Sql sql) throws SQLException {
    return sql.list("SELECT DISTINCT instance_seq FROM inbox", row -> row.getLong(1));
  }

  /** Those of the activities that there is still no answer to, as the history has them. */
  static List<ActivityCall> openActivities(Sql sql, Effect.OpenActivities open)
      throws SQLException {
    Optional<InstanceRow> found = instance(sql, open.instanceSeq());
    if (found.isEmpty() || !found.get().isAlive(open.executionId())) {
      return List.of();
    }
    InstanceRow row = found.get();
    inbox(sql, row.seq).forEach(delivery -> row.open.answeredBy(delivery.event()));
    List<ActivityCall> calls = new ArrayList<>();
    for (HistoryEvent event :
        row.open.hasActivities() ? events(sql, row) : List.<HistoryEvent>of()) {
      int id = event.getEventId();
      if (event.hasTaskScheduled() && row.open.hasActivity(id) && open.taskIds().contains(id)) {
        calls.add(ActivityCall.of(row.instanceId, event));
      }
    }
    return calls;
  }
}
