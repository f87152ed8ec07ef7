package dev.estiba.orchestration;

import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * How the part of a task ended that the user asked for; the cleanup follows.
 *
 * @param run how the container's run ended, null when it did not, or never began
 */
record Ending(TaskState state, @Nullable Terminated run, @Nullable Reason reason) {

  static Ending of(Terminated run) {
    Integer exitCode = run.exitCode();
    return exitCode != null && exitCode == 0
        ? new Ending(TaskState.SUCCEEDED, run, null)
        : new Ending(TaskState.FAILED, run, failure(run));
  }

  static Ending withoutRun(TaskState state, Reason reason) {
    return new Ending(state, null, reason);
  }

  private static Reason failure(Terminated run) {
    String detail = run.detailStatus() == null ? "" : " (" + run.detailStatus() + ")";
    return run.exitCode() == null
        ? new Reason(
            "PlatformEnded",
            null,
            "The container ended without an exit code" + detail + "." + warning(run),
            "Submit the task again; if it happens again, ask Azure's support.")
        : new Reason(
            "ExitCode",
            null,
            "The container exited with " + run.exitCode() + detail + "." + warning(run),
            "Read the task's log.");
  }

  /** Why the command could not be started, for one: its log does not say that. */
  private static String warning(Terminated run) {
    return run.warning() == null ? "" : " Azure's warnings: " + run.warning();
  }
}
