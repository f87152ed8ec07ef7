package dev.estiba.local.taskhub;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables of a task hub. What is pending lies in {@code inbox}, {@code activities} and {@code
 * timers}; a row leaves them in the transaction that records what came of it.
 *
 * <p>An instance is known inside by {@code seq}, which is never used again: what was meant for an
 * instance that has been purged or replaced finds nothing. All times are milliseconds since 1970.
 */
final class Schema {

  static final int VERSION = 1;

  static final List<String> TABLES =
      List.of("timers", "activities", "inbox", "history", "inputs", "instances");

  /** Inputs have a table of their own so that an update of the instance does not rewrite them. */
  private static final List<String> VERSION_1 =
      List.of(
          """
          CREATE TABLE instances (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL UNIQUE,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            turn_at INTEGER,
            batches INTEGER NOT NULL,
            events_raised INTEGER NOT NULL,
            parent_seq INTEGER,
            parent_execution_id TEXT,
            parent_task_id INTEGER,
            custom_status TEXT,
            output TEXT,
            failure BLOB)
          """,
          "CREATE INDEX instances_by_parent ON instances (parent_seq) WHERE parent_seq IS NOT NULL",
          "CREATE TABLE inputs (instance_seq INTEGER PRIMARY KEY, input TEXT NOT NULL)",
          """
          CREATE TABLE history (
            instance_seq INTEGER, batch INTEGER, events BLOB NOT NULL,
            PRIMARY KEY (instance_seq, batch)) WITHOUT ROWID
          """,
          """
          CREATE TABLE inbox (
            instance_seq INTEGER, seq INTEGER, event BLOB NOT NULL,
            PRIMARY KEY (instance_seq, seq)) WITHOUT ROWID
          """,
          """
          CREATE TABLE activities (
            seq INTEGER PRIMARY KEY,
            instance_seq INTEGER NOT NULL,
            execution_id TEXT NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            input TEXT)
          """,
          "CREATE INDEX activities_by_instance ON activities (instance_seq)",
          """
          CREATE TABLE timers (
            instance_seq INTEGER, timer_id INTEGER, fire_at INTEGER NOT NULL,
            PRIMARY KEY (instance_seq, timer_id)) WITHOUT ROWID
          """);

  private Schema() {}

  /** Creates the tables in a new file; refuses one that a later version of this code has made. */
  static void prepare(Sql sql, String database) throws SQLException {
    int version = sql.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    if (version > VERSION) {
      throw new TaskHubException(
          "Tried to open the task hub "
              + database
              + " but its schema has version "
              + version
              + " and this program knows versions up to "
              + VERSION
              + ". Use the newer program that wrote it, or another file.");
    }
    if (version == 0) {
      create(sql);
    }
  }

  private static void create(Sql sql) throws SQLException {
    sql.execute("BEGIN IMMEDIATE");
    for (String statement : VERSION_1) {
      sql.execute(statement);
    }
    sql.execute("PRAGMA user_version = " + VERSION);
    sql.execute("COMMIT");
  }
}
