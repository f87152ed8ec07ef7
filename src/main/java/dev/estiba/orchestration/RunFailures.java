package dev.estiba.orchestration;

import dev.estiba.activity.ContainerEnd;
import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.task.Reason;
import org.jspecify.annotations.Nullable;

/** Why a container that ended did not succeed. */
final class RunFailures {

  /** Azure's codes for containers that it ended for its own maintenance. */
  private static final int MAINTENANCE = 7147;

  private static final int MAINTENANCE_TOO = 7148;

  private static final String OOM_KILLED = "OOMKilled";

  private RunFailures() {}

  /** Returns null where the container exited with 0. */
  static @Nullable Reason of(Terminated run) {
    Integer exitCode = run.exitCode();
    if (exitCode == null) {
      return platformEnded(run);
    }
    return switch (exitCode) {
      case 0 -> null;
      case MAINTENANCE, MAINTENANCE_TOO -> maintenance(run, exitCode);
      default -> OOM_KILLED.equals(run.detailStatus()) ? outOfMemory(run) : exited(run, exitCode);
    };
  }

  /** The same where several containers count. */
  static @Nullable Reason ofAll(Terminated run) {
    Reason own = of(run);
    long failed = run.others().stream().filter(end -> of(end) != null).count();
    return own != null || failed == 0
        ? own
        : new Reason(
            "ContainersFailed",
            null,
            "Of the containers that share the group, so many did not succeed: " + failed + ".",
            "Read their logs.");
  }

  static @Nullable Reason of(ContainerEnd end) {
    return of(
        new Terminated(
            end.exitCode(),
            end.startTime(),
            end.finishTime(),
            end.detailStatus(),
            null,
            end.restarts(),
            null));
  }

  private static Reason platformEnded(Terminated run) {
    return new Reason(
        "PlatformEnded",
        null,
        "The container ended without an exit code" + detail(run) + ".",
        "Submit the task again, or let it retry; if it happens again, ask Azure's support.");
  }

  private static Reason maintenance(Terminated run, int exitCode) {
    return new Reason(
        "Maintenance",
        null,
        "Azure ended the container for maintenance of its own (" + exitCode + ").",
        "It is not the task's fault: submit it again, or let it retry.");
  }

  private static Reason outOfMemory(Terminated run) {
    return new Reason(
        "OutOfMemory",
        null,
        "The container needed more memory than it had, and was killed" + detail(run) + ".",
        "Give it more with memoryInGB.");
  }

  private static Reason exited(Terminated run, int exitCode) {
    return new Reason(
        "ExitCode",
        null,
        "The container exited with " + exitCode + detail(run) + ".",
        "Read the task's log.");
  }

  /** Why the command could not be started, for one: its log does not say that. */
  private static String detail(Terminated run) {
    String detail = run.detailStatus() == null ? "" : " (" + run.detailStatus() + ")";
    return run.warning() == null ? detail : detail + ". Azure's warnings: " + run.warning();
  }
}
