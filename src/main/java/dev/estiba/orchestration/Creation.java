package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.CreateContainerGroup.Outcome.Created;
import dev.estiba.activity.CreateContainerGroup.Outcome.Refused;
import dev.estiba.activity.TaskRef;
import dev.estiba.orchestration.Journey.Queue;
import dev.estiba.task.TaskPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the container group, in one place after the other, until Azure has accepted it, or for
 * good refused it. A wait may take longer than a history should: then the next generation goes on.
 */
final class Creation {

  private static final long FIRST_WAIT_SECONDS = 5;
  private static final long LONGEST_WAIT_SECONDS = 300;
  private static final long LONGEST_RETRY_AFTER_SECONDS = 3600;

  /** With the waits between them, some eight minutes. */
  private static final int MAX_RETRIES = 6;

  /** A create is four events, and so is the wait after a round: 200 are not reached. */
  private static final int STEPS_PER_GENERATION = 40;

  /** What became of it. */
  sealed interface Result {

    record Opened(int candidate, Instant at) implements Result {}

    record Over(int candidate, Ending ending) implements Result {}

    record StillQueued(Journey journey) implements Result {}
  }

  private final TaskOrchestrationContext context;
  private final RunTaskInput input;
  private final Journey journey;
  private final TaskRef ref;
  private final Progress progress;
  private final Interruptions interruptions;
  private int candidate;
  private @Nullable Queue queue;

  Creation(Generation generation, TaskRef ref, Progress progress) {
    this.context = generation.context();
    this.input = generation.input();
    this.journey = generation.journey();
    this.interruptions = generation.interruptions();
    this.ref = ref;
    this.progress = progress;
    this.candidate = journey.candidate();
    this.queue = journey.queued();
  }

  Result run() {
    int rounds = Math.max(1, STEPS_PER_GENERATION / (input.candidates().size() + 1));
    for (int round = 0; round < rounds; round++) {
      Refused refused = tryEverywhere();
      if (refused == null) {
        return new Result.Opened(candidate, context.getCurrentInstant());
      }
      Queue now = queueAfter(refused);
      if (refused.policy() == AgainPolicy.FAIL || now.retries() > MAX_RETRIES) {
        return new Result.Over(candidate, Ending.rejected(refused.reason(), refused.policy()));
      }
      Ending interrupted = await(refused, now);
      if (interrupted != null) {
        return new Result.Over(candidate, interrupted);
      }
    }
    Queue last = queue == null ? queueFrom(context.getCurrentInstant()) : queue;
    return new Result.StillQueued(journey.queueing(candidate, last));
  }

  /** Returns null where one place accepted the group, else what is said where it may be soonest. */
  private @Nullable Refused tryEverywhere() {
    int places = input.candidates().size();
    Refused soonest = null;
    for (int tried = 0; tried < places; tried++) {
      CreateContainerGroup.Outcome outcome = create(tried > 0);
      if (outcome instanceof Created) {
        return null;
      }
      Refused refused = (Refused) outcome;
      if (refused.policy() != AgainPolicy.OTHER_REGION) {
        return refused;
      }
      if (soonest == null || wait(refused).compareTo(wait(soonest)) <= 0) {
        soonest = refused;
      }
      candidate = (candidate + 1) % places;
    }
    return soonest;
  }

  private CreateContainerGroup.Outcome create(boolean another) {
    Candidate place = input.candidates().get(candidate);
    try {
      return Activities.call(
          context,
          CreateContainerGroup.NAME,
          new CreateContainerGroup.Input(
              ref,
              input.task(),
              input.secretsOwner(),
              place.location(),
              place.priority(),
              journey.submittedAt(),
              another || queue != null ? otherThan(place.location()) : List.of()),
          CreateContainerGroup.Outcome.class);
    } catch (TaskFailedException e) {
      return new Refused(Activities.bug(e), AgainPolicy.FAIL, null, null);
    }
  }

  private List<String> otherThan(String location) {
    return input.candidates().stream()
        .map(Candidate::location)
        .filter(other -> !other.equals(location))
        .distinct()
        .toList();
  }

  private Queue queueAfter(Refused refused) {
    Queue before = queue == null ? queueFrom(context.getCurrentInstant()) : queue;
    int retries = before.retries() + (refused.policy() == AgainPolicy.RETRY ? 1 : 0);
    return new Queue(before.since(), before.waitSeconds(), retries);
  }

  private static Queue queueFrom(Instant now) {
    return new Queue(now, FIRST_WAIT_SECONDS, 0);
  }

  private @Nullable Ending await(Refused refused, Queue now) {
    progress.queue(now.since(), refused.reason(), refused.estimatedStart());
    Duration wait = wait(refused);
    boolean ours = refused.retryAfterSeconds() == null;
    queue =
        new Queue(
            now.since(),
            ours ? Math.min(now.waitSeconds() * 2, LONGEST_WAIT_SECONDS) : now.waitSeconds(),
            now.retries());
    return interruptions.during(
        List.of(context.createTimer(wait)),
        TaskPhase.QUEUED,
        new PhaseLimits(input.task()).queue(now.since()).stream().toList());
  }

  /** What was asked for, or else what is ours to choose. */
  private Duration wait(Refused refused) {
    Long asked = refused.retryAfterSeconds();
    long ours = queue == null ? FIRST_WAIT_SECONDS : queue.waitSeconds();
    return Duration.ofSeconds(
        asked == null ? ours : Math.min(Math.max(1, asked), LONGEST_RETRY_AFTER_SECONDS));
  }
}
