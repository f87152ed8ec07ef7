package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the turns of instances. An instance stays RUNNING until its turn has been committed or has
 * failed for good. Thread-safe.
 *
 * <p>A turn that throws is tried again a few times, with growing pauses, and the instance's status
 * says why; then it fails the instance.
 */
final class TurnRunner {

  private static final Logger log = LoggerFactory.getLogger(TurnRunner.class);

  private static final int MAX_ATTEMPTS = 5;

  /** How far to back off when the file cannot be read or written, which no attempt counts. */
  private static final int STORAGE_FAILURES = 3;

  /** A replay that took less is not worth putting off. */
  private static final long SHORT_NANOS = 1_000_000;

  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private final Store store;
  private final LiveInstances instances;
  private final Orchestrators orchestrators;
  private final Workers workers;
  private final Delays delays;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private volatile boolean abandoned;

  TurnRunner(
      Store store,
      LiveInstances instances,
      Orchestrators orchestrators,
      Dispatcher.Threads threads,
      InstantSource clock) {
    this.store = store;
    this.instances = instances;
    this.orchestrators = orchestrators;
    this.workers = threads.orchestrators();
    this.delays = threads.delays();
    this.nanoTime = threads.nanoTime();
    this.clock = clock;
    instances.onReady(instance -> workers.execute(() -> run(instance)));
  }

  /** From now on an answer counts for nothing: it may come of our own interrupt. */
  void abandon() {
    abandoned = true;
    workers.interrupt();
  }

  private void run(LiveInstance instance) {
    @Nullable Turn turn;
    int attempt;
    try {
      turn = begin(instance);
      attempt = instance.attempt;
    } catch (RuntimeException | Error e) {
      log.error("Tried to read the history of {} but failed", instance.instanceId, e);
      pause(instance, Delays.pause(STORAGE_FAILURES));
      return;
    }
    if (turn != null) {
      evaluate(instance, turn, attempt);
    }
  }

  /**
   * The turn with all that has come by now, or null if there is none to be run any more. A turn has
   * the history that it was begun with: a suspension may have the instance forget its own
   * meanwhile.
   */
  private @Nullable Turn begin(LiveInstance instance) {
    int batches;
    synchronized (instance) {
      if (instance.gone || instance.suspended || instance.inbox.isEmpty()) {
        instance.phase = LiveInstance.Phase.IDLE;
        return null;
      }
      instance.phase = LiveInstance.Phase.RUNNING;
      if (instance.history != null) {
        return turn(instance, instance.history);
      }
      batches = instance.batches;
    }
    History read = store.read(sql -> Tables.history(sql, instance.seq, batches));
    synchronized (instance) {
      instance.history = read;
      return turn(instance, read);
    }
  }

  private Turn turn(LiveInstance instance, History history) {
    List<Delivery> deliveries = new ArrayList<>(instance.inbox);
    long answers = deliveries.stream().filter(d -> isAnswer(d)).count();
    return new Turn(
        instance.seq,
        instance.instanceId,
        instance.executionId,
        instance.name,
        startedAt(instance, deliveries),
        history,
        deliveries,
        (int) Math.max(0, instance.answerable - answers));
  }

  private static boolean isAnswer(Delivery delivery) {
    return Events.answers(delivery.event()) != null && !delivery.event().hasTimerFired();
  }

  /** Never before the last turn, and after every timer that fired, also if the clock went back. */
  private long startedAt(LiveInstance instance, List<Delivery> deliveries) {
    long time =
        Math.max(clock.millis(), instance.turnAt == null ? Long.MIN_VALUE : instance.turnAt);
    for (Delivery delivery : deliveries) {
      if (delivery.event().hasTimerFired()) {
        time = Math.max(time, Events.millis(delivery.event().getTimerFired().getFireAt()) + 1);
      }
    }
    return time;
  }

  private void evaluate(LiveInstance instance, Turn turn, int attempt) {
    long begin = nanoTime.getAsLong();
    var unused =
        orchestrators
            .evaluate(turn)
            .whenComplete(
                (response, failure) -> {
                  if (failure == null) {
                    commit(instance, turn, response, attempt, nanoTime.getAsLong() - begin);
                  } else {
                    failed(instance, turn, attempt, cause(failure));
                  }
                });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void commit(
      LiveInstance instance, Turn turn, OrchestratorResponse response, int attempt, long nanos) {
    if (abandoned) {
      return;
    }
    boolean isSilent = response.getActionsCount() == 0;
    var unused =
        store
            .submit(new TurnCommit(turn, response))
            .whenComplete(
                (result, failure) -> {
                  if (failure == null) {
                    committed(instance, turn, result, isSilent ? nanos : 0);
                  } else if (failure instanceof TaskHubException) {
                    pause(instance, Delays.pause(STORAGE_FAILURES)); // Not the code's fault.
                  } else {
                    failed(instance, turn, attempt, failure);
                  }
                });
  }

  /**
   * @param silentNanos how long the replay took, had it nothing to say, else 0
   */
  private void committed(
      LiveInstance instance, Turn turn, TurnCommit.Result result, long silentNanos) {
    instances.update(instance, it -> take(it, turn, result, silentNanos));
  }

  private void take(LiveInstance instance, Turn turn, TurnCommit.Result result, long silentNanos) {
    instance.attempt = 1;
    instance.phase = LiveInstance.Phase.IDLE;
    if (!instance.executionId.equals(turn.executionId()) || result.batches() == 0) {
      return; // A new generation has begun, or the old one is over.
    }
    instance.inbox.subList(0, turn.deliveries().size()).clear();
    if (instance.history != null) {
      instance.history.append(result.batch(), result.events());
    }
    instance.batches = result.batches();
    instance.turnAt = turn.startedAt();
    instance.answerable = result.answerable();
    rest(instance, silentNanos);
  }

  /**
   * After a long replay that led to nothing, the next has to wait as long as that one took: so
   * results are gathered, and no orchestrator spends more than half of its time on replays.
   */
  private void rest(LiveInstance instance, long silentNanos) {
    if (silentNanos > SHORT_NANOS && instance.inbox.size() < instance.answerable) {
      instance.phase = LiveInstance.Phase.PAUSED;
      Duration rest = Duration.ofNanos(Math.min(silentNanos, LONGEST_REST.toNanos()));
      delays.later(rest, () -> resume(instance));
    }
  }

  private void failed(LiveInstance instance, Turn turn, int attempt, Throwable reason) {
    if (abandoned) {
      return;
    }
    log.warn(
        "Attempt {} of {} to run the orchestrator '{}' of instance {} threw",
        attempt,
        MAX_ATTEMPTS,
        turn.name(),
        turn.instanceId(),
        reason);
    if (attempt < MAX_ATTEMPTS) {
      var unusedResults = instances.keepResults(instance);
      var unused =
          store.submit(
              transaction -> Lifecycle.note(transaction, turn, tryingAgain(reason, attempt)));
      synchronized (instance) {
        instance.attempt = attempt + 1;
      }
      pause(instance, Delays.pause(attempt));
    } else if (attempt == MAX_ATTEMPTS) {
      commit(instance, turn, TurnEvaluation.failure(Failures.of(reason)), attempt + 1, 0);
    } else {
      pause(instance, Delays.LONGEST_PAUSE); // Not even its failure can be written.
    }
  }

  private static TaskFailureDetails tryingAgain(Throwable reason, int attempt) {
    TaskFailureDetails failure = Failures.of(reason);
    return failure.toBuilder()
        .setErrorMessage(
            "The last turn could not be run, attempt "
                + attempt
                + " of "
                + MAX_ATTEMPTS
                + "; it is tried again. "
                + failure.getErrorMessage())
        .build();
  }

  private void pause(LiveInstance instance, Duration pause) {
    synchronized (instance) {
      instance.phase = LiveInstance.Phase.PAUSED;
    }
    delays.later(pause, () -> resume(instance));
  }

  private void resume(LiveInstance instance) {
    instances.update(
        instance,
        it -> {
          if (it.phase == LiveInstance.Phase.PAUSED) {
            it.phase = LiveInstance.Phase.IDLE;
          }
        });
  }
}
