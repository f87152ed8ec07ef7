package dev.estiba.local.taskhub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteErrorCode;

/**
 * The file of one task hub, locked against every other opener. The lock is one of the operating
 * system: it goes with the process, however that ends.
 */
final class Database implements AutoCloseable {

  private static final String REMEDY =
      "Put copies of the file and of its -wal back, or move both away to begin with an empty hub.";

  /** What SQLite says of files that it did not write like that. */
  private static final Set<Integer> DAMAGE =
      Set.of(
          SQLiteErrorCode.SQLITE_ERROR.code,
          SQLiteErrorCode.SQLITE_CORRUPT.code,
          SQLiteErrorCode.SQLITE_NOTADB.code);

  /** Looking through a file takes about 1.2 ms per MB; a larger one is spared unless in doubt. */
  private static final long ALWAYS_CHECKED_BYTES = 128L << 20;

  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel lockChannel;

  private Database(Path file, FileChannel lockChannel) {
    this.file = file;
    this.lockChannel = lockChannel;
  }

  /** Locks the file and brings its schema up to date. */
  static Database open(Path file) {
    Path absolute = inRealDirectory(file);
    Database database = new Database(absolute, lock(absolute));
    try {
      database.refuseDamagedLog();
      database.prepare();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** One name for one file, however it was called; its directory is made when missing. */
  private static Path inRealDirectory(Path file) {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory == null) {
      throw new TaskHubException("The task hub " + file + " is no file in a directory.");
    }
    try {
      return Files.createDirectories(directory).toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw new TaskHubException(
          "Tried to make the directory " + directory + " but failed because: " + e, e);
    }
  }

  /** Before SQLite sees the files: it would drop what is behind the damage, without a word. */
  private void refuseDamagedLog() {
    try {
      Optional<String> damage = WalCheck.damage(file);
      if (damage.isPresent()) {
        throw damaged(damage.get());
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private TaskHubException damaged(String damage) {
    return new TaskHubException(
        "Tried to open the task hub " + file + " but found " + damage + ". " + REMEDY);
  }

  private static TaskHubException failure(Path file, Exception reason) {
    String text = "Tried to open the task hub " + file + " but failed because: ";
    return new TaskHubException(
        text + (isDamage(reason) ? reason.getMessage() + ". " + REMEDY : reason.getMessage()),
        reason);
  }

  private static boolean isDamage(Exception reason) {
    return reason instanceof SQLException failure && DAMAGE.contains(failure.getErrorCode());
  }

  private void prepare() {
    boolean isInDoubt = hasLog() || file.toFile().length() <= ALWAYS_CHECKED_BYTES;
    try (Sql sql = connectFirst()) {
      if (isInDoubt) {
        refuseDamagedFile(sql);
      }
      Schema.prepare(sql, file.toString());
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** Whether the last hub on this file did not close it. */
  private boolean hasLog() {
    return file.resolveSibling(file.getFileName() + "-wal").toFile().length() > 0;
  }

  private void refuseDamagedFile(Sql sql) throws SQLException {
    String found = sql.first("PRAGMA integrity_check(1)", row -> row.getString(1)).orElse("ok");
    if (!found.equals("ok")) {
      throw damaged("damage: " + found.replace('\n', ' '));
    }
  }

  private static FileChannel lock(Path file) {
    Path lockFile = lockFile(file);
    // Asked before the file is touched: POSIX drops a process's lock on a file as soon as the
    // process closes any handle of it, that of a refused second opener included.
    if (!LOCKED_HERE.add(lockFile)) {
      throw new TaskHubInUseException(file, lockFile);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (IOException e) {
      LOCKED_HERE.remove(lockFile);
      throw new TaskHubException(
          "Tried to lock the task hub " + file + " but failed because: " + e, e);
    }
    unlock(lockFile, channel);
    throw new TaskHubInUseException(file, lockFile);
  }

  private static void unlock(Path lockFile, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new TaskHubException("Tried to give " + lockFile + " back but failed.", e);
    } finally {
      LOCKED_HERE.remove(lockFile);
    }
  }

  /** SQLite gives its other files the rights of this one: inputs may hold secrets. */
  private Sql connectFirst() throws SQLException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return connect();
    } catch (IOException e) {
      throw new TaskHubException("Tried to make " + file + " but failed because: " + e, e);
    }
    return connect();
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

  /** A connection that never stops to move the log into the database; see WalCheckpoints. */
  Sql connectWriter() throws SQLException {
    Sql sql = connect();
    sql.execute("PRAGMA wal_autocheckpoint = 0");
    sql.execute("PRAGMA cache_size = -32768");
    return sql;
  }

  /** Gives the lock back. Connections are closed before by whoever asked for them. */
  @Override
  public void close() {
    if (lockChannel.isOpen()) {
      unlock(lockFile(file), lockChannel);
    }
  }

  private static Path lockFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".lock");
  }
}
