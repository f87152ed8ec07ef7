package dev.estiba.local.taskhub;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Has activities run, at most so many at a time, each once as long as this process lives.
 * Thread-safe.
 */
final class ActivityRunner {

  private static final Logger log = LoggerFactory.getLogger(ActivityRunner.class);

  private final WorkExecutor executor;
  private final @Nullable RemoteWorkers remote;
  private final Workers workers;
  private final LiveInstances instances;
  private final Store store;
  private final Delays delays;
  private final InstantSource clock;

  /** Those that wait or run: by instance, by id, the generation that asked. */
  private final Map<Long, Map<Integer, String>> underWay = new ConcurrentHashMap<>();

  private volatile boolean abandoned;

  ActivityRunner(
      WorkExecutor executor,
      @Nullable RemoteWorkers remote,
      Workers workers,
      LiveInstances instances,
      Store store,
      Delays delays,
      InstantSource clock) {
    this.executor = executor;
    this.remote = remote;
    this.workers = workers;
    this.instances = instances;
    this.store = store;
    this.delays = delays;
    this.clock = clock;
  }

  /** Those that wait or run, by the number of the instance. */
  Map<Long, Map<Integer, String>> underWay() {
    return Map.copyOf(underWay);
  }

  /** From now on an outcome counts for nothing: it may come of our own interrupt. */
  void abandon() {
    abandoned = true;
    workers.interrupt();
  }

  void scheduled(long seq, String executionId, List<ActivityCall> calls) {
    List<ActivityCall> fresh = new ArrayList<>(calls.size());
    underWay.compute(
        seq,
        (key, known) -> {
          Map<Integer, String> ofInstance = known == null ? new ConcurrentHashMap<>() : known;
          for (ActivityCall call : calls) {
            if (!executionId.equals(ofInstance.put(call.taskId(), executionId))) {
              fresh.add(call);
            }
          }
          return ofInstance;
        });
    fresh.forEach(call -> begin(seq, executionId, call));
  }

  /** The instance waits for activities that it scheduled before the start of this process. */
  void recover(Effect.OpenActivities open) {
    Map<Integer, String> ids = new ConcurrentHashMap<>();
    open.taskIds().forEach(id -> ids.put(id, open.executionId()));
    // Known from now on, so that none of them, and none that is scheduled later, begins twice.
    underWay.put(open.instanceSeq(), ids);
    recover(open, ids, 1);
  }

  private void recover(Effect.OpenActivities open, Map<Integer, String> ids, int attempt) {
    long seq = open.instanceSeq();
    workers.execute(
        () -> {
          try {
            List<ActivityCall> calls = store.read(sql -> Tables.openActivities(sql, open));
            if (underWay.get(seq) == ids) {
              calls.forEach(call -> begin(seq, open.executionId(), call));
              forgetAnswered(open, ids, calls);
            }
          } catch (RuntimeException e) {
            log.error("Tried to read the activities of instance number {} but failed", seq, e);
            delays.later(Delays.pause(attempt), () -> recover(open, ids, attempt + 1));
          }
        });
  }

  /** Those whose answer lies in the inbox are not to be run. */
  private void forgetAnswered(
      Effect.OpenActivities open, Map<Integer, String> ids, List<ActivityCall> calls) {
    Set<Integer> unanswered = new HashSet<>();
    calls.forEach(call -> unanswered.add(call.taskId()));
    for (int id : open.taskIds()) {
      if (!unanswered.contains(id)) {
        ids.remove(id, open.executionId());
      }
    }
    removeIfEmpty(open.instanceSeq());
  }

  /** Those of the instance that wait will not run; those that run go on, unheard. */
  void cancel(long seq) {
    underWay.remove(seq);
  }

  void cancelAll() {
    underWay.clear();
  }

  /** Cancels those of the instance that another generation asked for. */
  void cancelOthers(long seq, String executionId) {
    Map<Integer, String> ofInstance = underWay.get(seq);
    if (ofInstance != null) {
      ofInstance.values().removeIf(other -> !other.equals(executionId));
    }
  }

  private void begin(long seq, String executionId, ActivityCall call) {
    if (remote != null && !executor.hasActivity(call.name())) {
      remote.run(
          call,
          () -> isWanted(seq, executionId, call),
          outcome -> reportDurably(seq, executionId, call, outcome));
    } else {
      workers.execute(
          () -> {
            if (isWanted(seq, executionId, call)) {
              report(seq, executionId, call, outcome(call));
            }
          });
    }
  }

  private boolean isWanted(long seq, String executionId, ActivityCall call) {
    Map<Integer, String> ofInstance = underWay.get(seq);
    return ofInstance != null && executionId.equals(ofInstance.get(call.taskId()));
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

  private void report(long seq, String executionId, ActivityCall call, ActivityOutcome outcome) {
    take(seq, executionId, call)
        .ifPresent(time -> instances.answered(seq, result(executionId, call, outcome, time)));
  }

  /** Completes when the outcome is durable, or nobody wants it. */
  private CompletableFuture<Boolean> reportDurably(
      long seq, String executionId, ActivityCall call, ActivityOutcome outcome) {
    if (abandoned) {
      return CompletableFuture.failedFuture(new TaskHubException("The task hub is closed."));
    }
    Optional<Long> time = take(seq, executionId, call);
    if (time.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    Delivery delivery = result(executionId, call, outcome, time.get());
    instances.answered(seq, delivery);
    return store.submit(transaction -> Lifecycle.keep(transaction, seq, List.of(delivery)));
  }

  /** The time, if the outcome of that activity is still waited for: it is so once. */
  private Optional<Long> take(long seq, String executionId, ActivityCall call) {
    Map<Integer, String> ofInstance = underWay.get(seq);
    if (abandoned || ofInstance == null || !ofInstance.remove(call.taskId(), executionId)) {
      return Optional.empty();
    }
    removeIfEmpty(seq);
    return Optional.of(clock.millis());
  }

  private void removeIfEmpty(long seq) {
    underWay.computeIfPresent(seq, (key, rest) -> rest.isEmpty() ? null : rest);
  }

  private static Delivery result(
      String executionId, ActivityCall call, ActivityOutcome outcome, long time) {
    return Delivery.inMemory(outcome.toEvent(time, call.taskId()), executionId);
  }
}
