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
import java.time.Duration;
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

  /** Of the looks before the first watch: 1 where the last one found no group, else 0. */
  private int missing;

  private Task<JsonNode> nudge;
  private @Nullable Task<JsonNode> watch;

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
    Task<?> next = restOrWatch();
    while (true) {
      Ending interruption =
          interruptions.during(
              nudges < MAX_NUDGES ? List.of(next, nudge) : List.of(next), phase(), phaseLimits);
      if (interruption != null) {
        return interruption;
      }
      boolean nextEnded = next.isDone();
      Ending ending = nextEnded ? newsOfWatch() : lookAfterNudge();
      if (ending != null) {
        return ending;
      }
      next = nextEnded ? restOrWatch() : next;
    }
  }

  /**
   * A group that was made a moment ago is left alone, unless there is a nudge, for the time that is
   * the shortest between two looks anyway: there is nothing to see in it yet. Only one that is
   * older gets a watch, which is an orchestration of its own: a container that takes seconds must
   * not cost one.
   */
  private Task<?> restOrWatch() {
    Instant now = context.getCurrentInstant();
    Instant due = since.plusMillis(input.watchMillis());
    boolean isNewsOfWatch = watch != null;
    watch = now.isBefore(due) ? null : watch(now, isNewsOfWatch);
    return watch == null ? context.createTimer(Duration.between(now, due)) : watch;
  }

  /** A container that ended between the last look and the interruption did end. */
  private Ending interrupted(Ending interruption) {
    Outcome outcome = look();
    if (outcome instanceof Outcome.Terminated terminated) {
      return Ending.of(terminated);
    }
    if (outcome instanceof Outcome.Running seen) {
      // It may be the first look of all.
      running = true;
      interruption = interruption.with(seen.ended());
    }
    long grace = input.task().limits().cancelGraceSeconds();
    return running && grace > 0
        ? new Grace(context, ref, progress, input).end(interruption)
        : interruption;
  }

  /**
   * @param isStateNew whether the state was read a moment ago
   */
  private Task<JsonNode> watch(Instant now, boolean isStateNew) {
    WatchPlan plan = WatchPlan.from(since, now, input.watchMillis(), input.longestWatchMillis());
    if (running) {
      plan = isStateNew ? plan.running(now, context.getInstanceId()) : plan.withLog(now);
    }
    return context.callSubOrchestrator(
        WatchContainerGroup.NAME,
        Json.toTree(
            new WatchContainerGroup.Input(
                ref, running, plan, missing, input.others(), input.otherContainers())),
        JsonNode.class);
  }

  /** Returns null where the group goes on, or was only left alone. */
  private @Nullable Ending newsOfWatch() {
    if (watch == null) {
      return null;
    }
    try {
      return endingOf(Activities.outcome(watch, Outcome.class));
    } catch (TaskFailedException e) {
      return Ending.defect(Activities.bug(e));
    }
  }

  private @Nullable Ending lookAfterNudge() {
    nudges++;
    nudge = nextNudge();
    return endingUnlessGone(look());
  }

  /** After a create, Azure's replicas may not know the group for a moment. */
  private @Nullable Ending endingUnlessGone(Outcome outcome) {
    missing = outcome instanceof Outcome.Gone ? 1 : 0;
    return missing == 1 ? null : endingOf(outcome);
  }

  private Task<JsonNode> nextNudge() {
    return context.waitForExternalEvent(RunTask.NUDGE_EVENT, JsonNode.class);
  }

  private Outcome look() {
    InspectContainerGroup.Input group =
        new InspectContainerGroup.Input(ref, true, false, input.others(), input.otherContainers());
    try {
      return Objects.requireNonNull(
          Activities.call(context, InspectContainerGroup.NAME, group, Look.class).outcome());
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
    missing = 0;
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
