package dev.estiba.local.taskhub;

import java.sql.SQLException;

/** Reads what has been committed. */
interface Reads extends AutoCloseable {

  /** A read of any number of statements, from one state of the store. */
  interface Query<T> {
    T run(Sql sql) throws SQLException;
  }

  /**
   * @throws TaskHubException if the file cannot be read, or the task hub is closed
   */
  <T> T read(Query<T> query);

  @Override
  void close() throws SQLException;
}
