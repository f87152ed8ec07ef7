package dev.estiba.local.taskhub;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A few connections that read what has been committed, each query from one snapshot. Thread-safe; a
 * reader waits for a free connection.
 */
final class Readers implements Reads {

  private static final int CONNECTIONS = 4;

  private final List<Sql> all = new ArrayList<>();
  private final BlockingQueue<Sql> free = new ArrayBlockingQueue<>(CONNECTIONS);
  private volatile boolean closed;

  Readers(Database database) throws SQLException {
    for (int i = 0; i < CONNECTIONS; i++) {
      Sql sql = database.connect();
      sql.execute("PRAGMA query_only = 1");
      all.add(sql);
      free.add(sql);
    }
  }

  @Override
  public <T> T read(Query<T> query) {
    if (closed) {
      throw new TaskHubException("The task hub is closed.");
    }
    Sql sql = borrow();
    try {
      return inSnapshot(sql, query);
    } catch (SQLException e) {
      throw new TaskHubException(
          "Tried to read the task hub's file but failed because: " + e.getMessage(), e);
    } finally {
      free.add(sql);
    }
  }

  private static <T> T inSnapshot(Sql sql, Query<T> query) throws SQLException {
    sql.update("BEGIN");
    try {
      return query.run(sql);
    } finally {
      sql.update("COMMIT");
    }
  }

  private Sql borrow() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return free.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the reads under way; one that comes too late finds its connection closed. */
  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    for (int i = 0; i < all.size(); i++) {
      borrow();
    }
    for (Sql sql : all) {
      sql.close();
    }
    free.addAll(all);
  }
}
