package dev.estiba.local.taskhub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection with the statements that it has prepared. Used by one thread at a time. */
final class Sql implements AutoCloseable {

  /** Makes a value of the row that the result set stands on. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement and returns how many rows it changed. */
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try {
      return bind(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw discard(sql, e);
    }
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bind(sql, arguments).executeQuery()) {
      while (result.next()) {
        rows.add(mapper.map(result));
      }
    } catch (SQLException e) {
      throw discard(sql, e);
    }
    return rows;
  }

  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet result = bind(sql, arguments).executeQuery()) {
      return result.next() ? Optional.of(mapper.map(result)) : Optional.empty();
    } catch (SQLException e) {
      throw discard(sql, e);
    }
  }

  /** Runs text that takes no arguments and is not worth preparing: schema and pragmas. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  /** The driver ends a statement that has failed: run again, it would fail for ever. */
  private SQLException discard(String sql, SQLException failure) {
    try (PreparedStatement failed = prepared.remove(sql)) {
      return failure;
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
