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

  TaskResult run(Ending ending) {
    progress.enter(TaskPhase.COLLECTING_LOGS);
    CollectLogs.@Nullable Outcome log = collectLogs();
    progress.enter(TaskPhase.DELETING);
    boolean deleted = delete();
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
        log != null && log.failure() == null,
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

  private boolean delete() {
    Duration wait = FIRST_DELETE_WAIT;
    for (int i = 0; i < MAX_DELETES; i++) {
      if (deleteOnce()) {
        return true;
      }
      context.createTimer(wait).await();
      wait = wait.multipliedBy(2);
      wait = wait.compareTo(LONGEST_DELETE_WAIT) < 0 ? wait : LONGEST_DELETE_WAIT;
    }
    return false;
  }

  private boolean deleteOnce() {
    try {
      return Activities.call(
              context, DeleteContainerGroup.NAME, ref, DeleteContainerGroup.Outcome.class)
          instanceof DeleteContainerGroup.Outcome.Gone;
    } catch (TaskFailedException e) {
      return false;
    }
  }
}
