package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.activity.KeepContainerGroup;
import dev.estiba.activity.Patience;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Json;
import dev.estiba.task.Attempt;
import dev.estiba.task.Keep;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whatever ended an attempt: keeps the rest of its log, then deletes its group until it is gone, or
 * keeps it where the task says so. What does not succeed at once goes on in {@link
 * CloseContainerGroup}.
 */
final class Closing {

  /**
   * How an attempt was left.
   *
   * @param log null where there was no group
   * @param keptInVain whether the group was to be kept and could not be
   */
  record Closed(Attempt attempt, CollectLogs.@Nullable Outcome log, boolean keptInVain) {}

  private final TaskOrchestrationContext context;
  private final RunTaskInput input;
  private final TaskRef ref;
  private final Progress progress;

  Closing(Generation generation, TaskRef ref, Progress progress) {
    this.context = generation.context();
    this.input = generation.input();
    this.ref = ref;
    this.progress = progress;
  }

  /**
   * Of a group that exists.
   *
   * @param last whether no other attempt follows: only then it is kept
   */
  Closed withGroup(Creation.Result.Opened opened, Ending ending, boolean last) {
    CollectLogs.Outcome log = log(ending);
    boolean toBeKept = last && isToBeKept(ending);
    Instant keptUntil = toBeKept ? keep() : null;
    Instant goneAt = keptUntil == null ? delete(opened.candidate(), false) : null;
    Instant end = goneAt == null ? context.getCurrentInstant() : goneAt;
    Candidate place = input.candidates().get(opened.candidate());
    return new Closed(
        new Attempts(ref, place, ending)
            .of(log, goneAt, keptUntil, Costs.of(input.task(), place, opened.at(), ending, end)),
        log,
        toBeKept && keptUntil == null);
  }

  /** Of a create that never succeeded; a lost answer may have left a group all the same. */
  Closed withoutGroup(int candidate, Ending ending) {
    Instant goneAt = delete(candidate, true);
    Candidate place = input.candidates().get(candidate);
    return new Closed(new Attempts(ref, place, ending).of(null, goneAt, null, null), null, false);
  }

  /** Whoever saw the container's end has mostly fetched it already. */
  private CollectLogs.Outcome log(Ending ending) {
    Terminated run = ending.run();
    return run != null && run.log() != null ? run.log() : collectLogs(ending);
  }

  private CollectLogs.Outcome collectLogs(Ending ending) {
    progress.enter(TaskPhase.COLLECTING_LOGS);
    CollectLogs.Input logs =
        new CollectLogs.Input(ref, ending.started(), input.otherContainers(), input.allCount());
    Patience patience = Patience.LONG;
    try {
      CollectLogs.Outcome outcome =
          Activities.call(context, CollectLogs.NAME, logs, CollectLogs.Outcome.class);
      if (outcome.patience() == Patience.NONE) {
        return outcome;
      }
      patience = outcome.patience();
    } catch (TaskFailedException e) {
      // Tried again like what Azure refuses.
    }
    // A container that goes on running, and costing, until its group is deleted is not waited for.
    boolean patient = patience == Patience.LONG && !ending.isInterruption();
    return close(CloseContainerGroup.Input.ofLogs(logs, patient)).requireLog();
  }

  private boolean isToBeKept(Ending ending) {
    Keep.When when = input.task().keep().when();
    return when == Keep.When.ALWAYS
        || (when == Keep.When.ON_FAILURE
            && ending.state() != TaskState.SUCCEEDED
            && ending.state() != TaskState.CANCELLED);
  }

  /** Returns until when; null where it could not be kept safely, so that it is to be deleted. */
  private @Nullable Instant keep() {
    Instant until = context.getCurrentInstant().plusSeconds(input.task().keep().seconds());
    try {
      KeepContainerGroup.Outcome outcome =
          Activities.call(
              context,
              KeepContainerGroup.NAME,
              new KeepContainerGroup.Input(ref, until),
              KeepContainerGroup.Outcome.class);
      return outcome.kept() ? until : null;
    } catch (TaskFailedException e) {
      return null;
    }
  }

  /**
   * Returns when the group was seen to be gone; null if it may be there.
   *
   * @param foreignIsGone whether a group of that name that is not ours counts as none
   */
  private @Nullable Instant delete(int candidate, boolean foreignIsGone) {
    progress.enter(TaskPhase.DELETING);
    DeleteContainerGroup.Input group =
        new DeleteContainerGroup.Input(ref, input.candidates().get(candidate).location());
    try {
      DeleteContainerGroup.Outcome outcome =
          Activities.call(
              context, DeleteContainerGroup.NAME, group, DeleteContainerGroup.Outcome.class);
      if (outcome instanceof DeleteContainerGroup.Outcome.Gone) {
        return context.getCurrentInstant();
      }
      if (outcome instanceof DeleteContainerGroup.Outcome.NotOurs) {
        return foreignIsGone ? context.getCurrentInstant() : null;
      }
    } catch (TaskFailedException e) {
      // Tried again like what Azure refuses.
    }
    return close(CloseContainerGroup.Input.ofGroup(group, foreignIsGone)).goneAt();
  }

  private CloseContainerGroup.Output close(CloseContainerGroup.Input closing) {
    try {
      JsonNode output =
          context
              .callSubOrchestrator(CloseContainerGroup.NAME, Json.toTree(closing), JsonNode.class)
              .await();
      return Json.fromTree(output, CloseContainerGroup.Output.class);
    } catch (TaskFailedException e) {
      return new CloseContainerGroup.Output(
          CloseContainerGroup.notCollected(Activities.bug(e)), null);
    }
  }
}
