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

  /** An event in an instance's inbox. */
  record Delivery(long seq, HistoryEvent event) {}

  /** An activity that has not been answered. */
  record PendingActivity(long seq, long instanceSeq, String executionId, ActivityCall call) {}

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

  static @Nullable String input(Sql sql, long instanceSeq) throws SQLException {
    return sql.first(
            "SELECT input FROM inputs WHERE instance_seq = ?", row -> row.getString(1), instanceSeq)
        .orElse(null);
  }

  static List<HistoryEvent> history(Sql sql, long instanceSeq) throws SQLException {
    List<HistoryEvent> events = new ArrayList<>();
    for (byte[] batch :
        sql.list(
            "SELECT events FROM history WHERE instance_seq = ? ORDER BY batch",
            row -> row.getBytes(1),
            instanceSeq)) {
      events.addAll(Events.fromBytes(batch));
    }
    return events;
  }

  static List<Delivery> inbox(Sql sql, long instanceSeq) throws SQLException {
    return sql.list(
        "SELECT seq, event FROM inbox WHERE instance_seq = ? ORDER BY seq",
        row -> new Delivery(row.getLong(1), event(row)),
        instanceSeq);
  }

  private static HistoryEvent event(ResultSet row) throws SQLException {
    try {
      return HistoryEvent.parseFrom(row.getBytes(2));
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("An inbox event in the store cannot be read.", e);
    }
  }

  static Optional<PendingActivity> activity(Sql sql, long activitySeq) throws SQLException {
    return sql.first(
        "SELECT a.seq, a.instance_seq, a.execution_id, a.name, i.instance_id, a.task_id, a.input"
            + " FROM activities a JOIN instances i ON i.seq = a.instance_seq WHERE a.seq = ?",
        row ->
            new PendingActivity(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                new ActivityCall(
                    row.getString(4), row.getString(5), row.getInt(6), row.getString(7))),
        activitySeq);
  }

  static List<Timer> timers(Sql sql, long instanceSeq) throws SQLException {
    return sql.list(
        "SELECT fire_at, instance_seq, timer_id FROM timers WHERE instance_seq = ?",
        Tables::timer,
        instanceSeq);
  }

  static boolean waitsForStart(Sql sql, long instanceSeq) throws SQLException {
    return sql.first(
            "SELECT 1 FROM timers WHERE instance_seq = ? AND timer_id = ?",
            row -> true,
            instanceSeq,
            Timer.START)
        .isPresent();
  }

  static List<Timer> allTimers(Sql sql) throws SQLException {
    return sql.list("SELECT fire_at, instance_seq, timer_id FROM timers", Tables::timer);
  }

  private static Timer timer(ResultSet row) throws SQLException {
    return new Timer(row.getLong(1), row.getLong(2), row.getInt(3));
  }

  static List<Long> instancesWithInbox(Sql sql) throws SQLException {
    return sql.list("SELECT DISTINCT instance_seq FROM inbox", row -> row.getLong(1));
  }

  static List<Long> allActivities(Sql sql) throws SQLException {
    return sql.list("SELECT seq FROM activities ORDER BY seq", row -> row.getLong(1));
  }
}
