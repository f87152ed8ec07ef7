package dev.estiba.local.taskhub;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of the store. Its one thread takes all transitions that wait, commits them
 * together, and only then publishes their effects and completes their futures: many transitions for
 * one flush of the disk, and nothing seen that a crash could take back.
 *
 * <p>Stages that depend on a future run on the writer's thread and have to be short.
 */
final class CommitQueue implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CommitQueue.class);
  private static final int MAX_BATCH = 512;

  private static final class Pending<T> {
    final Transition<T> transition;
    final CompletableFuture<T> future = new CompletableFuture<>();
    @Nullable Runnable outcome;

    Pending(Transition<T> transition) {
      this.transition = transition;
    }

    void run(Transaction transaction) throws SQLException {
      T result = transition.apply(transaction);
      outcome = () -> future.complete(result);
    }

    void fail(Throwable failure) {
      outcome = () -> future.completeExceptionally(failure);
    }
  }

  private final Sql sql;
  private final Transaction transaction;
  private final Consumer<List<Effect>> effects;
  private final CommitProbe probe;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Pending<Boolean> stop = new Pending<>(ignored -> true);
  private final Thread thread;
  private boolean closed;
  private volatile boolean dead;

  CommitQueue(Sql sql, Transaction transaction, Consumer<List<Effect>> effects, CommitProbe probe) {
    this.sql = sql;
    this.transaction = transaction;
    this.effects = effects;
    this.probe = probe;
    this.thread = new Thread(this::work, "taskhub-writer");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** The future completes when the transition is durable, or has failed without a trace. */
  synchronized <T> CompletableFuture<T> submit(Transition<T> transition) {
    Pending<T> pending = new Pending<>(transition);
    if (closed) {
      pending.future.completeExceptionally(new TaskHubException("The task hub is closed."));
    } else {
      queue.add(pending);
    }
    return pending.future;
  }

  /** Submits, waits, and throws what the transition threw. */
  <T> T commit(Transition<T> transition) {
    try {
      return submit(transition).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new TaskHubException("A transition failed: " + e.getCause(), e.getCause());
    }
  }

  /** Commits what has been submitted, and ends. */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        queue.add(stop);
      }
    }
    join();
  }

  /** Ends as a crash would: whatever is not committed by now is lost. */
  void kill() {
    dead = true;
    close();
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try (sql) {
      List<Pending<?>> batch = new ArrayList<>();
      while (!batch.contains(stop) && !dead) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        commit(batch);
      }
    } catch (InterruptedException | SQLException e) {
      log.error("The writer of the task hub has ended", e);
    } finally {
      abandonTheRest();
    }
  }

  private void abandonTheRest() {
    List<Pending<?>> rest = new ArrayList<>();
    synchronized (this) {
      closed = true;
      queue.drainTo(rest);
    }
    for (Pending<?> pending : rest) {
      pending.future.completeExceptionally(new TaskHubException("The task hub is closed."));
    }
  }

  private void commit(List<Pending<?>> batch) {
    List<Effect> committed = new ArrayList<>();
    try {
      transaction.run("BEGIN IMMEDIATE");
      for (Pending<?> pending : batch) {
        apply(pending);
        committed.addAll(transaction.takeEffects());
      }
      dead |= !probe.mayCommit();
      transaction.run(dead ? "ROLLBACK" : "COMMIT");
      dead |= !probe.mayAcknowledge();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(batch, e);
      committed.clear();
    }
    if (dead) {
      batch.forEach(p -> p.fail(new TaskHubException("The task hub was killed.")));
      committed.clear();
    }
    publish(committed);
    for (Pending<?> pending : batch) {
      acknowledge(pending);
    }
  }

  /** A transition that fails is undone by itself; the others of the batch do not notice. */
  private void apply(Pending<?> pending) throws SQLException {
    transaction.run("SAVEPOINT transition");
    try {
      pending.run(transaction);
    } catch (SQLException | RuntimeException | Error e) {
      transaction.takeEffects();
      transaction.run("ROLLBACK TO transition");
      pending.fail(e instanceof SQLException sqlFailure ? storageFailure(sqlFailure) : e);
    }
    transaction.run("RELEASE transition");
  }

  private void rollBack(List<Pending<?>> batch, Throwable reason) {
    log.error("Tried to commit {} transitions but failed", batch.size(), reason);
    transaction.takeEffects();
    try {
      transaction.run("ROLLBACK");
    } catch (SQLException e) {
      log.debug("Nothing to roll back", e); // SQLite does so itself after some failures.
    }
    TaskHubException failure = storageFailure(reason);
    batch.forEach(pending -> pending.fail(failure));
  }

  private static TaskHubException storageFailure(Throwable reason) {
    return new TaskHubException(
        "Tried to write to the task hub's file but failed because: " + reason.getMessage(), reason);
  }

  private void publish(List<Effect> committed) {
    try {
      effects.accept(committed);
    } catch (RuntimeException | Error e) {
      log.error("A committed effect could not be published", e);
    }
  }

  private static void acknowledge(Pending<?> pending) {
    try {
      if (pending.outcome != null) {
        pending.outcome.run();
      }
    } catch (RuntimeException | Error e) {
      log.error("A committed transition could not be acknowledged", e);
    }
  }
}
