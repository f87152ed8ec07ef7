package dev.estiba.orchestration;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.ContainerEnd;
import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the part of an attempt ended that the user asked for; the cleanup follows.
 *
 * @param run how the container's run ended, null when it did not, or never began
 * @param again whether another attempt may end better, or one in another place
 * @param timedOutIn the phase whose time was over
 * @param by who cancelled it
 * @param started whether its container was seen to have run
 * @param ended of several containers that count, those that had ended
 */
record Ending(
    TaskState state,
    @Nullable Terminated run,
    @Nullable Reason reason,
    AgainPolicy again,
    @Nullable TaskPhase timedOutIn,
    @Nullable String by,
    boolean started,
    List<ContainerEnd> ended) {

  static Ending of(Terminated run) {
    Reason failure = RunFailures.ofAll(run);
    return new Ending(
        failure == null ? TaskState.SUCCEEDED : TaskState.FAILED,
        run,
        failure,
        AgainPolicy.RETRY,
        null,
        null,
        run.startTime() != null,
        run.others());
  }

  static Ending failed(Reason reason) {
    return withoutRun(TaskState.FAILED, reason, AgainPolicy.RETRY);
  }

  /** Something of ours failed, and would again. */
  static Ending defect(Reason reason) {
    return withoutRun(TaskState.FAILED, reason, AgainPolicy.FAIL);
  }

  static Ending rejected(Reason reason, AgainPolicy again) {
    return withoutRun(TaskState.REJECTED, reason, again);
  }

  /** Azure took the group away. */
  static Ending preempted(Reason reason) {
    return withoutRun(TaskState.FAILED, reason, AgainPolicy.OTHER_REGION);
  }

  private static Ending withoutRun(TaskState state, Reason reason, AgainPolicy again) {
    return new Ending(state, null, reason, again, null, null, false, List.of());
  }

  static Ending timedOut(TaskPhase phase, Reason reason) {
    return new Ending(
        TaskState.TIMED_OUT, null, reason, AgainPolicy.FAIL, phase, null, false, List.of());
  }

  static Ending cancelled(Reason reason, @Nullable String by) {
    return new Ending(
        TaskState.CANCELLED, null, reason, AgainPolicy.FAIL, null, by, false, List.of());
  }

  /** The same end, of a container that ended all the same. */
  Ending with(Terminated itsRun) {
    return new Ending(state, itsRun, reason, again, timedOutIn, by, true, ended);
  }

  /** The same end, before which some of its containers had ended. */
  Ending with(List<ContainerEnd> ends) {
    return new Ending(state, run, reason, again, timedOutIn, by, started, ends);
  }

  /** The same end, of a container that was seen to run. */
  Ending afterRun() {
    return new Ending(state, run, reason, again, timedOutIn, by, true, ended);
  }

  /** Whether somebody, or a limit, ended it before its container did. */
  boolean isInterruption() {
    return state == TaskState.CANCELLED || state == TaskState.TIMED_OUT;
  }
}
