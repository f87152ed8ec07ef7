package dev.estiba.local.taskhub;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables of a task hub. An instance's row says what it has asked for and waits for; {@code
 * inbox} has what it has been sent and not had in a turn; {@code history} has one row for each
 * turn.
 *
 * <p>An instance is known inside by {@code seq}: what was meant for an instance that has been
 * purged or replaced finds nothing. All times are milliseconds since 1970.
 */
final class Schema {

  static final int VERSION = 2;

  static final List<String> TABLES = List.of("inbox", "history", "inputs", "instances");

  /** The condition of the index of those that have not ended; a query must say the very same. */
  static final String GOES_ON = "status IN ('PENDING', 'RUNNING', 'SUSPENDED')";

  /** A batch of history is found by the instance and its number, in one key. */
  static final int BATCH_BITS = 24;

  static final int MAX_BATCHES = 1 << BATCH_BITS;

  /** Inputs have a table of their own so that an update of the instance does not rewrite them. */
  private static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE instances (
            seq INTEGER PRIMARY KEY,
            instance_id TEXT NOT NULL UNIQUE,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            turn_at INTEGER,
            batches INTEGER NOT NULL,
            started INTEGER NOT NULL,
            open BLOB,
            parent_seq INTEGER,
            parent_execution_id TEXT,
            parent_task_id INTEGER,
            custom_status TEXT,
            output TEXT,
            failure BLOB)
          """,
          "CREATE INDEX instances_by_parent ON instances (parent_seq) WHERE parent_seq IS NOT NULL",
          "CREATE INDEX instances_that_go_on ON instances (seq) WHERE " + GOES_ON,
          "CREATE TABLE inputs (instance_seq INTEGER PRIMARY KEY, input TEXT NOT NULL)",
          "CREATE TABLE history (key INTEGER PRIMARY KEY, events BLOB NOT NULL)",
          """
          CREATE TABLE inbox (
            instance_seq INTEGER, seq INTEGER, event BLOB NOT NULL,
            PRIMARY KEY (instance_seq, seq)) WITHOUT ROWID
          """);

  private Schema() {}

  /** The key of a batch of history. */
  static long batchKey(long instanceSeq, int batch) {
    return instanceSeq << BATCH_BITS | batch;
  }

  /**
   * Creates the tables in a new file; refuses one that a later version of this code has made, or
   * one from before the first release.
   */
  static void prepare(Sql sql, String database) throws SQLException {
    int version = sql.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    if (version > VERSION) {
      throw refused(database, version, "Use the newer program that wrote it, or another file.");
    }
    if (version == 1) {
      throw refused(
          database,
          version,
          "It was written before the first release. Let that program finish what runs, then move"
              + " the file away.");
    }
    if (version == 0) {
      create(sql);
    }
  }

  private static TaskHubException refused(String database, int version, String remedy) {
    return new TaskHubException(
        "Tried to open the task hub "
            + database
            + " but its schema has version "
            + version
            + " and this program knows version "
            + VERSION
            + ". "
            + remedy);
  }

  private static void create(Sql sql) throws SQLException {
    sql.execute("BEGIN IMMEDIATE");
    for (String statement : STATEMENTS) {
      sql.execute(statement);
    }
    sql.execute("PRAGMA user_version = " + VERSION);
    sql.execute("COMMIT");
  }
}
