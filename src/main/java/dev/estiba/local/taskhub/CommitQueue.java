package dev.estiba.local.taskhub;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of the store. It takes all transitions that wait, commits them together, and only
 * then publishes their effects and completes their futures: many transitions for one flush of the
 * disk, and nothing seen that a crash could take back.
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
  private final WalCheckpoints checkpoints;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Pending<Boolean> stop = new Pending<>(ignored -> true);

  /** Null where the queue has no thread of its own. */
  private final @Nullable Thread thread;

  /** Where there is no thread: has what waits committed. */
  private final Executor writer;

  private boolean draining;
  private boolean closed;
  private volatile boolean dead;

  private CommitQueue(
      Sql sql,
      Transaction transaction,
      Consumer<List<Effect>> effects,
      CommitProbe probe,
      WalCheckpoints checkpoints,
      @Nullable Executor writer) {
    this.sql = sql;
    this.transaction = transaction;
    this.effects = effects;
    this.probe = probe;
    this.checkpoints = checkpoints;
    this.thread = writer == null ? new Thread(this::work, "taskhub-writer") : null;
    this.writer = writer == null ? work -> {} : writer;
  }

  /** With a thread of its own. */
  static CommitQueue start(
      Sql sql,
      Transaction transaction,
      Consumer<List<Effect>> effects,
      CommitProbe probe,
      WalCheckpoints checkpoints) {
    CommitQueue queue = new CommitQueue(sql, transaction, effects, probe, checkpoints, null);
    if (queue.thread != null) {
      queue.thread.setDaemon(true);
      queue.thread.start();
    }
    return queue;
  }

  /**
   * For one thread alone.
   *
   * @param writer is handed the commit of what waits at each submit, and may put it off
   */
  static CommitQueue onCaller(
      Sql sql,
      Transaction transaction,
      Consumer<List<Effect>> effects,
      CommitProbe probe,
      Executor writer) {
    return new CommitQueue(sql, transaction, effects, probe, WalCheckpoints.NONE, writer);
  }

  /** The future completes when the transition is durable, or has failed without a trace. */
  <T> CompletableFuture<T> submit(Transition<T> transition) {
    Pending<T> pending = new Pending<>(transition);
    synchronized (this) {
      if (closed) {
        pending.future.completeExceptionally(new TaskHubException("The task hub is closed."));
        return pending.future;
      }
      queue.add(pending);
    }
    writer.execute(this::drain);
    return pending.future;
  }

  /** Submits, waits, and throws what the transition threw. */
  <T> T commit(Transition<T> transition) {
    try {
      CompletableFuture<T> future = submit(transition);
      if (thread == null) {
        drain();
      }
      return future.join();
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
    if (thread == null) {
      end();
    } else {
      join(thread);
    }
  }

  /** Ends as a crash would: whatever is not committed by now is lost. */
  void kill() {
    dead = true;
    close();
  }

  private static void join(Thread thread) {
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
    try {
      List<Pending<?>> batch = new ArrayList<>();
      while (!batch.contains(stop) && !dead) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        commit(batch);
        checkpoints.committed(sql, transaction.writes());
      }
    } catch (InterruptedException e) {
      log.error("The writer of the task hub has ended", e);
    } finally {
      end();
    }
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      List<Pending<?>> batch = new ArrayList<>();
      while (queue.drainTo(batch, MAX_BATCH) > 0) {
        commit(batch);
        batch.clear();
      }
    } finally {
      draining = false;
    }
  }

  private void end() {
    List<Pending<?>> rest = new ArrayList<>();
    synchronized (this) {
      closed = true;
      queue.drainTo(rest);
    }
    for (Pending<?> pending : rest) {
      pending.future.completeExceptionally(new TaskHubException("The task hub is closed."));
    }
    try {
      sql.close();
    } catch (SQLException e) {
      log.warn("Tried to close the writer's connection but failed", e);
    }
  }

  private void commit(List<Pending<?>> batch) {
    if (!commitTogether(batch)) {
      // One of them failed after it had written: each by itself, the others come through.
      batch.forEach(pending -> commitTogether(List.of(pending)));
    }
  }

  /** False if nothing was committed because of one of several transitions. */
  private boolean commitTogether(List<Pending<?>> batch) {
    List<Effect> committed = new ArrayList<>();
    try {
      transaction.begin();
      boolean isClean = true;
      for (Pending<?> pending : batch) {
        isClean = apply(pending);
        if (!isClean) {
          break;
        }
        committed.addAll(transaction.takeEffects());
      }
      if (!isClean && batch.size() > 1) {
        transaction.rollBack();
        return false;
      }
      end(isClean);
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(batch, e);
      committed.clear();
    }
    if (dead) {
      batch.forEach(p -> p.fail(new TaskHubException("The task hub was killed.")));
      committed.clear();
    }
    publish(committed);
    batch.forEach(CommitQueue::acknowledge);
    return true;
  }

  private void end(boolean isClean) throws SQLException {
    dead |= !probe.mayCommit();
    if (isClean && !dead) {
      transaction.commit();
    } else {
      transaction.rollBack();
    }
    dead |= !probe.mayAcknowledge();
  }

  /** False if the transition failed and left writes behind, which have to be undone. */
  private boolean apply(Pending<?> pending) {
    long writesBefore = transaction.writes();
    try {
      pending.run(transaction);
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      transaction.forget();
      pending.fail(e instanceof SQLException sqlFailure ? storageFailure(sqlFailure) : e);
      return transaction.writes() == writesBefore;
    }
  }

  private void rollBack(List<Pending<?>> batch, Throwable reason) {
    log.error(
        "Tried to commit {} transitions but failed because: {}", batch.size(), reason.toString());
    try {
      transaction.rollBack();
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
