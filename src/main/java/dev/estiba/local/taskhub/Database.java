package dev.estiba.local.taskhub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The file of one task hub, locked against every other opener. The lock is one of the operating
 * system: it goes with the process, however that ends.
 */
final class Database implements AutoCloseable {

  private final Path file;
  private final FileChannel lockChannel;

  private Database(Path file, FileChannel lockChannel) {
    this.file = file;
    this.lockChannel = lockChannel;
  }

  /** Locks the file and brings its schema up to date. */
  static Database open(Path file) {
    Path absolute = file.toAbsolutePath();
    Database database = new Database(absolute, lock(absolute));
    try (Sql sql = database.connect()) {
      Schema.prepare(sql, absolute.toString());
      return database;
    } catch (SQLException e) {
      database.close();
      throw new TaskHubException(
          "Tried to open the task hub " + absolute + " but failed because: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new TaskHubInUseException(file, lockFile);
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to lock the task hub " + file + " but failed.", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Held by another task hub of this process.
    }
  }

  /**
   * A new connection. WAL with synchronous=FULL: a commit that has returned survives a loss of
   * power, and a reader sees nothing that has not been committed.
   */
  Sql connect() throws SQLException {
    Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + file));
    sql.execute("PRAGMA busy_timeout = 10000");
    sql.execute("PRAGMA journal_mode = WAL");
    sql.execute("PRAGMA synchronous = FULL");
    return sql;
  }

  /** Gives the lock back. Connections are closed before by whoever asked for them. */
  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to unlock the task hub " + file + " but failed.", e);
    }
  }
}
