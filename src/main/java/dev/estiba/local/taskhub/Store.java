package dev.estiba.local.taskhub;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task hub's state: transitions go in, snapshots and committed effects come out. */
final class Store implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final AutoCloseable file;
  private final Reads reads;
  private final EffectBus effects;
  private final CommitQueue commits;

  private Store(AutoCloseable file, Reads reads, EffectBus effects, CommitQueue commits) {
    this.file = file;
    this.reads = reads;
    this.effects = effects;
    this.commits = commits;
  }

  /** On a file, and thread-safe. */
  static Store open(Path path, InstantSource clock, CommitProbe probe) {
    Database database = Database.open(path);
    try {
      Sql writer = database.connectWriter();
      WalCheckpoints checkpoints = WalCheckpoints.start(database);
      Readers readers = new Readers(database);
      EffectBus effects = new EffectBus();
      CommitQueue commits =
          CommitQueue.start(
              writer, new Transaction(writer, clock), effects::publish, probe, checkpoints);
      return new Store(
          () -> {
            checkpoints.close();
            database.close();
          },
          readers,
          effects,
          commits);
    } catch (SQLException e) {
      database.close();
      throw new TaskHubException(
          "Tried to open the task hub " + path + " but failed because: " + e.getMessage(), e);
    }
  }

  /** An empty database in memory, which {@link #inMemory} makes a store of. */
  static Sql newMemory() {
    try {
      Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite::memory:"));
      Schema.prepare(sql, "in memory");
      return sql;
    } catch (SQLException e) {
      throw new TaskHubException("Tried to make a task hub in memory but failed.", e);
    }
  }

  /** In memory, for one thread alone; see {@link CommitQueue#onCaller}. */
  static Store inMemory(Sql memory, InstantSource clock, CommitProbe probe, Executor writer) {
    try {
      EffectBus effects = new EffectBus();
      CommitQueue commits =
          CommitQueue.onCaller(
              memory, new Transaction(memory, clock), effects::publish, probe, writer);
      return new Store(() -> {}, new ReadsOnCaller(memory), effects, commits);
    } catch (SQLException e) {
      throw new TaskHubException("Tried to open a task hub in memory but failed.", e);
    }
  }

  /** The subscriber is called for each effect, in the order of the commits; see the bus. */
  void subscribe(Consumer<Effect> subscriber) {
    effects.subscribe(subscriber);
  }

  /** Completes when the transition is durable; see {@link CommitQueue#submit}. */
  <T> CompletableFuture<T> submit(Transition<T> transition) {
    return commits.submit(transition);
  }

  /** Waits until the transition is durable; throws what it threw. */
  <T> T commit(Transition<T> transition) {
    return commits.commit(transition);
  }

  <T> T read(Reads.Query<T> query) {
    return reads.read(query);
  }

  /** Why the file cannot be read or written, and what to do; empty if it can. */
  Optional<String> problem() {
    try {
      read(sql -> sql.first("SELECT 1 FROM instances LIMIT 1", row -> true));
      commit(
          transaction -> {
            transaction.touch();
            return true;
          });
      return Optional.empty();
    } catch (TaskHubException e) {
      return Optional.of(
          e.getMessage()
              + " See that its disk has room and can be written to; if it goes on, restart the"
              + " process.");
    }
  }

  /** Makes durable what has been submitted, and gives the file back. */
  @Override
  public void close() {
    commits.close();
    closeFiles();
  }

  /** Gives the file back as a crash would: what is not durable is lost. */
  void kill() {
    commits.kill();
    closeFiles();
  }

  private void closeFiles() {
    try (file;
        reads) {
      log.debug("The store is closed");
    } catch (Exception e) {
      log.warn("Tried to close the task hub's file but failed", e);
    }
  }
}
