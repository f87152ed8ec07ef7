package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.Attempt;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt of a task, from the wait before it to what follows from how it ended. */
final class AttemptRun {

  /** What comes next. */
  sealed interface Step {

    record Again(Journey journey) implements Step {}

    record Finished(TaskResult result) implements Step {}
  }

  private final TaskOrchestrationContext context;
  private final Generation generation;
  private final RunTaskInput input;
  private final Journey journey;
  private final TaskRef ref;
  private final Progress progress;

  AttemptRun(Generation generation) {
    this.generation = generation;
    this.context = generation.context();
    this.input = generation.input();
    this.journey = generation.journey();
    this.ref = ref();
    this.progress = new Progress(context, ref);
  }

  Step run() {
    Ending interrupted = rest();
    if (interrupted != null) {
      return finished(interrupted);
    }
    if (journey.queued() == null) {
      progress.enter(TaskPhase.CREATING);
    }
    Creation.Result created = new Creation(generation, ref, progress).run();
    if (created instanceof Creation.Result.StillQueued queued) {
      Ending cancelled = generation.interruptions().cancelled();
      if (cancelled == null) {
        return new Step.Again(queued.journey());
      }
      created = new Creation.Result.Over(queued.journey().candidate(), cancelled);
    }
    if (created instanceof Creation.Result.Over over) {
      return followUp(over.ending(), over.candidate(), withoutGroup(over));
    }
    Creation.Result.Opened opened = (Creation.Result.Opened) created;
    Ending ending = new Watching(generation, ref, progress, opened).run();
    return followUp(ending, opened.candidate(), withGroup(opened, ending));
  }

  private TaskRef ref() {
    return new TaskRef(
        context.getInstanceId(),
        journey.attempt(),
        input.task().resourceGroup(),
        ContainerGroupName.of(
            input.task().name(),
            context.getInstanceId(),
            journey.submittedAt(),
            journey.attempt()));
  }

  /** Waits until the attempt may begin. */
  private @Nullable Ending rest() {
    Instant notBefore = journey.notBefore();
    if (notBefore == null) {
      return null;
    }
    Attempt last = journey.attempts().get(journey.attempts().size() - 1);
    Instant now = context.getCurrentInstant();
    progress.enter(TaskPhase.RETRYING, now, last.reason());
    Duration wait = Duration.between(now, notBefore);
    return generation
        .interruptions()
        .during(
            List.of(context.createTimer(wait.isNegative() ? Duration.ZERO : wait)),
            TaskPhase.RETRYING,
            List.of());
  }

  private Closing.Closed withoutGroup(Creation.Result.Over over) {
    return new Closing(generation, ref, progress).withoutGroup(over.candidate(), over.ending());
  }

  private Closing.Closed withGroup(Creation.Result.Opened opened, Ending ending) {
    boolean last = !(sequel(journey, ending, opened.candidate()) instanceof Sequel.Next);
    return new Closing(generation, ref, progress).withGroup(opened, ending, last);
  }

  private Step followUp(Ending ending, int candidate, Closing.Closed closed) {
    Journey travelled = journey.after(closed.attempt());
    if (!(sequel(travelled, ending, candidate) instanceof Sequel.Next next)) {
      return new Step.Finished(Results.of(ref, input, travelled, ending, closed));
    }
    // One that came while the group was closed: consumed by now, the next generation would not
    // see it any more.
    Ending cancelled = generation.interruptions().cancelled();
    return cancelled == null
        ? new Step.Again(next.from(travelled, context.getCurrentInstant()))
        : new Step.Finished(Results.between(ref, travelled, cancelled));
  }

  private Sequel sequel(Journey travelled, Ending ending, int candidate) {
    return Sequel.of(input, travelled, ending, candidate, context.getCurrentInstant());
  }

  /** Of a task that ended between two attempts. */
  private Step finished(Ending ending) {
    return new Step.Finished(Results.between(ref, journey, ending));
  }
}
