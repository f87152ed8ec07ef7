package dev.estiba.local.taskhub;

import java.sql.SQLException;

/** Reads on the one connection of a store that one thread alone uses. */
final class ReadsOnCaller implements Reads {

  private final Sql sql;
  private boolean closed;

  ReadsOnCaller(Sql sql) {
    this.sql = sql;
  }

  @Override
  public <T> T read(Query<T> query) {
    if (closed) {
      throw new TaskHubException("The task hub is closed.");
    }
    try {
      return query.run(sql);
    } catch (SQLException e) {
      throw new TaskHubException("Tried to read the task hub but failed: " + e.getMessage(), e);
    }
  }

  /** The connection is the writer's to close. */
  @Override
  public void close() {
    closed = true;
  }
}
