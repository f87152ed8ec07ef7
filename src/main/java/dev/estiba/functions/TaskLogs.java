package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogKey;
import dev.estiba.log.LogRange;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskStatus;
import java.io.IOException;
import java.util.Optional;

/** Answers with a part of a task's log. */
final class TaskLogs {

  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int FIRST_ATTEMPT = 1;

  private TaskLogs() {}

  static HttpResponseMessage answer(
      HttpRequestMessage<?> request,
      LogArchive archive,
      OrchestrationMetadata instance,
      long offset,
      boolean timestamps)
      throws IOException {
    Optional<String> container = containerGroup(instance);
    LogRange range =
        container.isEmpty()
            ? new LogRange("", offset, true)
            : archive.read(
                new LogKey(instance.getInstanceId(), FIRST_ATTEMPT, container.get()),
                offset,
                MAX_BYTES,
                timestamps);
    boolean complete = instance.isCompleted() && range.atEnd();
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Estiba-Next-Offset", Long.toString(range.nextOffset()))
        .header("X-Estiba-Log-Complete", Boolean.toString(complete))
        .body(range.text())
        .build();
  }

  /** The counting container is named as its group. */
  private static Optional<String> containerGroup(OrchestrationMetadata instance) {
    return TaskViews.result(instance)
        .map(TaskResult::containerGroup)
        .or(() -> TaskViews.status(instance).map(TaskStatus::containerGroup));
  }
}
