package dev.estiba.local.taskhub;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task hub's file: transitions go in, snapshots and committed effects come out. Thread-safe.
 */
final class Store implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final Database database;
  private final Readers readers;
  private final EffectBus effects;
  private final CommitQueue commits;

  private Store(Database database, Readers readers, EffectBus effects, CommitQueue commits) {
    this.database = database;
    this.readers = readers;
    this.effects = effects;
    this.commits = commits;
  }

  static Store open(Path file, InstantSource clock, CommitProbe probe) {
    Database database = Database.open(file);
    try {
      Readers readers = new Readers(database);
      Sql writer = database.connect();
      EffectBus effects = new EffectBus();
      CommitQueue commits =
          new CommitQueue(writer, new Transaction(writer, clock), effects::publish, probe);
      return new Store(database, readers, effects, commits);
    } catch (SQLException e) {
      database.close();
      throw new TaskHubException(
          "Tried to open the task hub " + file + " but failed because: " + e.getMessage(), e);
    }
  }

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

  <T> T read(Readers.Query<T> query) {
    return readers.read(query);
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
    try {
      readers.close();
    } catch (SQLException e) {
      log.warn("Tried to close the task hub's file but failed", e);
    } finally {
      database.close();
    }
  }
}
