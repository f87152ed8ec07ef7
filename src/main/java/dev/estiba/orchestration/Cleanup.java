package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Outcome.Terminated;
import dev.estiba.activity.TaskRef;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whatever ended a task: keeps the rest of its log, then deletes its group until it is gone. */
final class Cleanup {

  private static final int MAX_LOG_FETCHES = 4;
  private static final Duration LOG_WAIT = Duration.ofSeconds(5);

  /** With the waits between them, about an hour; after that the sweep goes on. */
  private static final int MAX_DELETES = 70;

  private static final Duration FIRST_DELETE_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELETE_WAIT = Duration.ofMinutes(1);

  private final TaskOrchestrationContext context;
  private final TaskRef ref;
  private final Progress progress;

  Cleanup(TaskOrchestrationContext context, TaskRef ref, Progress progress) {
    this.context = context;
    this.ref = ref;
    this.progress = progress;
  }

  TaskResult withGroup(Ending ending) {
    progress.enter(TaskPhase.COLLECTING_LOGS);
    CollectLogs.@Nullable Outcome log = collectLogs();
    progress.enter(TaskPhase.DELETING);
    return result(ending, log, delete(false));
  }

  /** Of a create that never succeeded; a lost answer may have left a group all the same. */
  TaskResult withoutGroup(Ending ending) {
    progress.enter(TaskPhase.DELETING);
    return result(ending, null, delete(true));
  }

  private TaskResult result(Ending ending, CollectLogs.@Nullable Outcome log, boolean deleted) {
    Terminated run = ending.run();
    return new TaskResult(
        ending.state(),
        run == null ? null : run.exitCode(),
        run == null ? null : run.startTime(),
        run == null ? null : run.finishTime(),
        run == null ? null : run.detailStatus(),
        ref.resourceGroup(),
        ref.containerGroup(),
        log == null ? null : log.location(),
        log != null && log.failure() == null && !log.hasGaps(),
        deleted,
        ending.reason());
  }

  private CollectLogs.@Nullable Outcome collectLogs() {
    CollectLogs.Outcome last = null;
    for (int fetch = 1; fetch <= MAX_LOG_FETCHES; fetch++) {
      last = collectLogsOnce();
      if (last != null && last.failure() == null) {
        return last;
      }
      if (fetch < MAX_LOG_FETCHES) {
        context.createTimer(LOG_WAIT).await();
      }
    }
    return last;
  }

  private CollectLogs.@Nullable Outcome collectLogsOnce() {
    try {
      return Activities.call(context, CollectLogs.NAME, ref, CollectLogs.Outcome.class);
    } catch (TaskFailedException e) {
      return null;
    }
  }

  /**
   * Returns whether the group is gone.
   *
   * @param foreignIsGone whether a group of that name that is not ours counts as none
   */
  private boolean delete(boolean foreignIsGone) {
    Duration wait = FIRST_DELETE_WAIT;
    for (int i = 0; i < MAX_DELETES; i++) {
      DeleteContainerGroup.@Nullable Outcome outcome = deleteOnce();
      if (outcome instanceof DeleteContainerGroup.Outcome.Gone) {
        return true;
      }
      if (outcome instanceof DeleteContainerGroup.Outcome.NotOurs) {
        return foreignIsGone;
      }
      context.createTimer(wait).await();
      wait = wait.multipliedBy(2);
      wait = wait.compareTo(LONGEST_DELETE_WAIT) < 0 ? wait : LONGEST_DELETE_WAIT;
    }
    return false;
  }

  private DeleteContainerGroup.@Nullable Outcome deleteOnce() {
    try {
      return Activities.call(
          context, DeleteContainerGroup.NAME, ref, DeleteContainerGroup.Outcome.class);
    } catch (TaskFailedException e) {
      return null;
    }
  }
}
