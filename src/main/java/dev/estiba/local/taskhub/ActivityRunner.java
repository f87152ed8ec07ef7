package dev.estiba.local.taskhub;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs activities, at most so many at a time. Thread-safe. What an activity came to is kept until
 * it is durable; only a crash before that makes the activity run again.
 */
final class ActivityRunner {

  private static final Logger log = LoggerFactory.getLogger(ActivityRunner.class);

  private final Store store;
  private final WorkExecutor executor;
  private final Backoff backoff;
  private final WorkerPool pool;

  /** The activities that are queued or running: none is dispatched twice. */
  private final Set<Long> dispatched = ConcurrentHashMap.newKeySet();

  private volatile boolean abandoned;

  ActivityRunner(Store store, WorkExecutor executor, Backoff backoff, int threads) {
    this.store = store;
    this.executor = executor;
    this.backoff = backoff;
    this.pool = new WorkerPool("taskhub-activity", threads, 0);
  }

  WorkerPool pool() {
    return pool;
  }

  void scheduled(long activitySeq) {
    if (dispatched.add(activitySeq)) {
      pool.execute(() -> run(activitySeq, 1));
    }
  }

  /** From now on an outcome counts for nothing: it may come of our own interrupt. */
  void abandon() {
    abandoned = true;
    pool.interrupt();
  }

  private void run(long activitySeq, int attempt) {
    Optional<Tables.PendingActivity> activity;
    try {
      activity = store.read(sql -> Tables.activity(sql, activitySeq));
    } catch (RuntimeException | Error e) {
      log.error("Tried to read activity number {} but failed", activitySeq, e);
      backoff.later(attempt, () -> pool.execute(() -> run(activitySeq, attempt + 1)));
      return;
    }
    if (activity.isEmpty()) {
      dispatched.remove(activitySeq); // Terminated or purged while it waited for a thread.
    } else {
      report(activity.get(), outcome(activity.get().call()), 1);
    }
  }

  private ActivityOutcome outcome(ActivityCall call) {
    MDC.put("instanceId", call.instanceId());
    try {
      if (!executor.hasActivity(call.name())) {
        return new ActivityOutcome.Threw(
            Failures.permanent(
                "ActivityNotFound",
                "There is no activity named '" + call.name() + "' in this program."));
      }
      return new ActivityOutcome.Returned(executor.runActivity(call));
    } catch (Throwable e) { // User code: an Error fails the task like anything else.
      return new ActivityOutcome.Threw(Failures.of(e));
    } finally {
      MDC.remove("instanceId");
    }
  }

  private void report(Tables.PendingActivity activity, ActivityOutcome outcome, int attempt) {
    if (abandoned) {
      return;
    }
    var unused =
        store
            .submit(transaction -> Lifecycle.answer(transaction, activity, outcome))
            .whenComplete(
                (answered, failure) -> {
                  if (failure == null) {
                    dispatched.remove(activity.seq());
                  } else {
                    backoff.later(attempt, () -> report(activity, outcome, attempt + 1));
                  }
                });
  }
}
