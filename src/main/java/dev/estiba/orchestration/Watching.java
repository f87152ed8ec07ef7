package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.Json;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskState;
import org.jspecify.annotations.Nullable;

/** Waits for the first of: the container ends, the task is cancelled, its time is over. */
final class Watching {

  private final TaskOrchestrationContext context;
  private final RunTaskInput input;
  private final TaskRef ref;
  private final Progress progress;
  private final Interruptions interruptions;

  Watching(
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

  Ending run() {
    Ending ending = watch(false);
    if (ending == null) {
      progress.enter(TaskPhase.RUNNING);
      ending = watch(true);
    }
    return ending == null ? lost() : lastLook(ending);
  }

  /** A container that ended between the last look and the interruption did end. */
  private Ending lastLook(Ending ending) {
    if (ending.state() != TaskState.TIMED_OUT && ending.state() != TaskState.CANCELLED) {
      return ending;
    }
    try {
      Outcome outcome = Activities.call(context, InspectContainerGroup.NAME, ref, Outcome.class);
      return outcome instanceof Outcome.Terminated terminated ? Ending.of(terminated) : ending;
    } catch (TaskFailedException e) {
      return ending;
    }
  }

  /** Returns null for the news that the container runs. */
  private @Nullable Ending watch(boolean knownToRun) {
    Task<JsonNode> watch =
        context.callSubOrchestrator(
            WatchContainerGroup.NAME,
            Json.toTree(
                new WatchContainerGroup.Input(
                    ref,
                    knownToRun,
                    context.getCurrentInstant(),
                    input.watchMillis(),
                    input.longestWatchMillis(),
                    0)),
            JsonNode.class);
    Ending interrupted = interruptions.during(watch);
    return interrupted == null ? endingOf(watch) : interrupted;
  }

  private static @Nullable Ending endingOf(Task<JsonNode> watch) {
    try {
      Outcome news = Activities.outcome(watch, Outcome.class);
      if (news instanceof Outcome.Terminated terminated) {
        return Ending.of(terminated);
      }
      if (news instanceof Outcome.ProvisioningFailed failed) {
        return Ending.withoutRun(TaskState.REJECTED, failed.reason());
      }
      return news instanceof Outcome.Running ? null : gone();
    } catch (TaskFailedException e) {
      return Ending.withoutRun(TaskState.FAILED, Activities.bug(e));
    }
  }

  private static Ending gone() {
    return Ending.withoutRun(
        TaskState.FAILED,
        new Reason(
            "Gone",
            null,
            "The container group was deleted by somebody else before its container ended.",
            "Find out who deletes groups tagged estiba-app, then submit the task again."));
  }

  private static Ending lost() {
    return Ending.withoutRun(
        TaskState.FAILED,
        new Reason(
            "InternalError",
            null,
            "The watch ended without news.",
            "This is a defect of Estiba; please report it."));
  }
}
