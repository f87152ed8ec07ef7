package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.CreateContainerGroup.AgainPolicy;
import dev.estiba.activity.CreateContainerGroup.Outcome;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks for the container group until Azure has accepted it, or for good refused it. */
final class Creation {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** With the waits between them, some eight minutes. */
  private static final int MAX_RETRIES = 6;

  private final TaskOrchestrationContext context;
  private final RunTaskInput input;
  private final TaskRef ref;
  private final Progress progress;
  private final Interruptions interruptions;

  Creation(
      TaskOrchestrationContext context,
      RunTaskInput input,
      TaskRef ref,
      Progress progress,
      Interruptions interruptions) {
    this.context = context;
    this.input = input;
    this.ref = ref;
    this.progress = progress;
    this.interruptions = interruptions;
  }

  /** Returns null once the group exists. */
  @Nullable Ending run() {
    Duration wait = FIRST_WAIT;
    int retries = 0;
    while (true) {
      Outcome outcome = create();
      if (!(outcome instanceof Outcome.Refused refused)) {
        return null;
      }
      retries += refused.policy() == AgainPolicy.RETRY ? 1 : 0;
      if (refused.policy() == AgainPolicy.FAIL || retries > MAX_RETRIES) {
        return Ending.withoutRun(TaskState.REJECTED, refused.reason());
      }
      progress.enter(TaskPhase.QUEUED, refused.reason());
      Ending interrupted =
          interruptions.during(context.createTimer(waitOf(refused.retryAfterSeconds(), wait)));
      if (interrupted != null) {
        return interrupted;
      }
      wait = min(wait.multipliedBy(2), LONGEST_WAIT);
    }
  }

  private Outcome create() {
    String location = input.task().location();
    try {
      return Activities.call(
          context,
          CreateContainerGroup.NAME,
          new CreateContainerGroup.Input(ref, input.task(), location),
          Outcome.class);
    } catch (TaskFailedException e) {
      return new Outcome.Refused(Activities.bug(e), AgainPolicy.FAIL, null);
    }
  }

  private static Duration waitOf(@Nullable Long retryAfterSeconds, Duration ours) {
    return retryAfterSeconds == null
        ? ours
        : min(Duration.ofSeconds(Math.max(1, retryAfterSeconds)), Duration.ofHours(1));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
