package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Look;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Json;
import dev.estiba.orchestration.Interruptions.Limit;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits for the first of: the container ends, the task is cancelled, some time is over. */
final class Watching {

  /** More nudges than that are not heeded: each is seven events of a history. */
  private static final int MAX_NUDGES = 8;

  private final TaskOrchestrationContext context;
  private final RunTaskInput input;
  private final TaskRef ref;
  private final Progress progress;
  private final Interruptions interruptions;
  private final Instant since;
  private final List<Limit> always;
  private final PhaseLimits limits;
  private boolean running;
  private List<Limit> phaseLimits;
  private int nudges;
  private Task<JsonNode> nudge;

  Watching(Generation generation, TaskRef ref, Progress progress, Creation.Result.Opened opened) {
    this.context = generation.context();
    this.input = generation.input();
    this.ref = ref;
    this.progress = progress;
    this.interruptions = generation.interruptions();
    this.since = opened.at();
    this.limits = new PhaseLimits(input.task());
    Candidate place = input.candidates().get(opened.candidate());
    this.always = limits.budget(since, place, generation.journey().spent()).stream().toList();
    this.phaseLimits = with(limits.start(since));
    this.nudge = nextNudge();
  }

  Ending run() {
    progress.enter(TaskPhase.STARTING);
    Ending ending = untilEnded();
    Ending end = ending.isInterruption() ? interrupted(ending) : ending;
    return running ? end.afterRun() : end;
  }

  private Ending untilEnded() {
    Task<JsonNode> watch = watch();
    while (true) {
      Ending interruption =
          interruptions.during(
              nudges < MAX_NUDGES ? List.of(watch, nudge) : List.of(watch), phase(), phaseLimits);
      if (interruption != null) {
        return interruption;
      }
      boolean watchEnded = watch.isDone();
      Ending ending = watchEnded ? news(watch) : lookAfterNudge();
      if (ending != null) {
        return ending;
      }
      watch = watchEnded ? watch() : watch;
    }
  }

  /** A container that ended between the last look and the interruption did end. */
  private Ending interrupted(Ending interruption) {
    Outcome outcome = look();
    if (outcome instanceof Outcome.Terminated terminated) {
      return Ending.of(terminated);
    }
    long grace = input.task().limits().cancelGraceSeconds();
    return running && grace > 0
        ? new Grace(context, ref, progress, grace).end(interruption)
        : interruption;
  }

  private Task<JsonNode> watch() {
    Instant now = context.getCurrentInstant();
    WatchPlan plan = WatchPlan.from(since, now, input.watchMillis(), input.longestWatchMillis());
    return context.callSubOrchestrator(
        WatchContainerGroup.NAME,
        Json.toTree(
            new WatchContainerGroup.Input(
                ref, running, running ? plan.running(now, context.getInstanceId()) : plan, 0)),
        JsonNode.class);
  }

  private @Nullable Ending news(Task<JsonNode> watch) {
    try {
      return endingOf(Activities.outcome(watch, Outcome.class));
    } catch (TaskFailedException e) {
      return Ending.defect(Activities.bug(e));
    }
  }

  private @Nullable Ending lookAfterNudge() {
    nudges++;
    nudge = nextNudge();
    Outcome outcome = look();
    return outcome instanceof Outcome.Gone ? null : endingOf(outcome);
  }

  private Task<JsonNode> nextNudge() {
    return context.waitForExternalEvent(RunTask.NUDGE_EVENT, JsonNode.class);
  }

  private Outcome look() {
    try {
      Look look =
          Activities.call(
              context,
              InspectContainerGroup.NAME,
              new InspectContainerGroup.Input(ref, true, false),
              Look.class);
      return Objects.requireNonNull(look.outcome());
    } catch (TaskFailedException e) {
      return new Outcome.Unavailable(Activities.bug(e));
    }
  }

  /** Returns null where the group goes on. */
  private @Nullable Ending endingOf(Outcome outcome) {
    if (outcome instanceof Outcome.Terminated terminated) {
      return Ending.of(terminated);
    }
    if (outcome instanceof Outcome.ProvisioningFailed failed) {
      return Ending.rejected(failed.reason(), failed.policy());
    }
    if (outcome instanceof Outcome.Preempted preempted) {
      return Ending.preempted(preempted.reason());
    }
    if (outcome instanceof Outcome.InitFailed failed) {
      return Ending.failed(failed.reason());
    }
    if (outcome instanceof Outcome.Defect defect) {
      return Ending.defect(defect.reason());
    }
    if (outcome instanceof Outcome.Running) {
      runs();
    }
    return outcome instanceof Outcome.Gone ? Ending.failed(vanished()) : null;
  }

  private void runs() {
    if (!running) {
      running = true;
      phaseLimits = with(limits.run(context.getCurrentInstant()));
      progress.enter(TaskPhase.RUNNING);
    }
  }

  private TaskPhase phase() {
    return running ? TaskPhase.RUNNING : TaskPhase.STARTING;
  }

  private List<Limit> with(Optional<Limit> limit) {
    List<Limit> all = new ArrayList<>(always);
    limit.ifPresent(all::add);
    return all;
  }

  private static Reason vanished() {
    return new Reason(
        "Vanished",
        null,
        "The container group was deleted by somebody else before its container ended.",
        "Find out who deletes groups tagged estiba-app, then submit the task again.");
  }
}
