package dev.estiba.local.azure;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * All records, in one SQLite file. One thread writes: what came in while it forced the file to the
 * disk goes into its next transaction, as the newest record of each key, so that a thousand changes
 * cost a few forced writes. Changes of one key are written in their order. Thread-safe.
 */
final class StateStore implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(StateStore.class);
  private static final String FILE = "state.db";
  private static final long RETRY_MILLIS = 1000;

  private record Key(String table, String name) {}

  /** Changes of one transaction; a record that is null is deleted. */
  private static final class Batch {
    final Map<Key, @Nullable Object> changes = new LinkedHashMap<>();
    final CompletableFuture<Void> committed = new CompletableFuture<>();
  }

  /** Sees the file as a crash right then would leave it. */
  @FunctionalInterface
  interface CommitListener {
    void committed(Connection connection) throws SQLException;
  }

  private final Connection connection;
  private final CommitListener listener;
  private final Thread writer;
  private Batch next = new Batch();
  private boolean closed;

  private StateStore(Connection connection, CommitListener listener) {
    this.connection = connection;
    this.listener = listener;
    this.writer = Threads.daemon("state").newThread(this::write);
  }

  static StateStore open(Path dataDirectory) throws IOException {
    return open(dataDirectory, connection -> {});
  }

  /**
   * @param listener runs after each commit, before those that wait for it go on
   */
  static StateStore open(Path dataDirectory, CommitListener listener) throws IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    Path file = dataDirectory.resolve(FILE);
    try {
      StateStore store = new StateStore(config.createConnection("jdbc:sqlite:" + file), listener);
      store.connection.setAutoCommit(false);
      store.writer.start();
      return store;
    } catch (SQLException e) {
      throw new IOException("Tried to open " + file + " but failed: " + e.getMessage(), e);
    }
  }

  /** Whether a data directory has records of that table; it may be in use. */
  static boolean hasAny(Path dataDirectory, String table) throws IOException {
    Path file = dataDirectory.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
      return isThere(connection, table) && !names(connection, table).isEmpty();
    } catch (SQLException e) {
      throw new IOException("Tried to read " + file + " but failed: " + e.getMessage(), e);
    }
  }

  <T> StateTable<T> table(String name, Class<T> type) throws IOException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS " + name + " (name TEXT PRIMARY KEY, record TEXT NOT NULL)");
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("Tried to make the table " + name + " but failed", e);
    }
    return new StateTable<>(this, name, type);
  }

  <T> List<T> readAll(String table, Class<T> type) throws IOException {
    List<T> all = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT record FROM " + table + " ORDER BY rowid")) {
      while (rows.next()) {
        all.add(Json.MAPPER.readValue(rows.getString(1), type));
      }
      return all;
    } catch (SQLException e) {
      throw new IOException("Tried to read the table " + table + " but failed", e);
    }
  }

  /** Returns what completes when the change is on the disk. */
  synchronized CompletableFuture<Void> change(String table, String name, @Nullable Object value) {
    if (closed) {
      throw ArmErrors.engineUnavailable("The server is being stopped.");
    }
    next.changes.put(new Key(table, name), value);
    notifyAll();
    return next.committed;
  }

  private void write() {
    try {
      for (Batch batch = take(); batch != null; batch = take()) {
        commitUntilDone(batch);
        batch.committed.complete(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Batch take() throws InterruptedException {
    while (next.changes.isEmpty() && !closed) {
      wait();
    }
    if (next.changes.isEmpty()) {
      return null;
    }
    Batch taken = next;
    next = new Batch();
    return taken;
  }

  /** A full disk may have room again. */
  private void commitUntilDone(Batch batch) throws InterruptedException {
    while (true) {
      try {
        commit(batch);
        return;
      } catch (SQLException | IOException | RuntimeException e) {
        if (isClosed()) {
          batch.committed.completeExceptionally(e);
          return;
        }
        log.error("The state of container groups could not be stored; will retry", e);
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void commit(Batch batch) throws SQLException, IOException {
    try {
      for (Map.Entry<Key, @Nullable Object> change : batch.changes.entrySet()) {
        apply(change.getKey(), change.getValue());
      }
      connection.commit();
    } catch (SQLException | IOException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
    listener.committed(connection);
  }

  private void apply(Key key, @Nullable Object value) throws SQLException, IOException {
    String sql =
        value == null
            ? "DELETE FROM " + key.table() + " WHERE name = ?"
            : "INSERT INTO "
                + key.table()
                + " (name, record) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET record = excluded.record";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.name());
      if (value != null) {
        statement.setString(2, Json.MAPPER.writeValueAsString(value));
      }
      statement.executeUpdate();
    }
  }

  private static boolean isThere(Connection connection, String table) throws SQLException {
    try (ResultSet tables = connection.getMetaData().getTables(null, null, table, null)) {
      return tables.next();
    }
  }

  private static List<String> names(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM " + table + " LIMIT 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** Writes what there is, and nothing after that: the file may belong to the next process. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new IOException("Tried to close the state of container groups but failed", e);
    }
  }
}
