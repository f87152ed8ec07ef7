package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.activity.TaskRef;
import dev.estiba.document.Problem;
import dev.estiba.log.LogKey;
import dev.estiba.log.LogRange;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Answers with a part of a task's log. */
final class TaskLogs {

  private static final int MAX_BYTES = 1024 * 1024;

  private TaskLogs() {}

  static HttpResponseMessage answer(
      HttpRequestMessage<?> request, Services services, OrchestrationMetadata instance)
      throws IOException {
    TaskAttempts attempts = TaskAttempts.of(instance);
    LogQuery query = LogQuery.of(request.getQueryParameters(), attempts);
    return query.problems().isEmpty()
        ? answer(request, services, attempts, query)
        : refused(request, query.problems());
  }

  private static HttpResponseMessage answer(
      HttpRequestMessage<?> request, Services services, TaskAttempts attempts, LogQuery query)
      throws IOException {
    TaskRef ref = attempts.ref(query.attempt());
    if (attempts.runs(query.attempt())) {
      services.freshLogs().refresh(ref, query.container());
    }
    LogKey key = ref.logKey(query.container());
    LogRange range = services.logArchive().read(key, query.offset(), MAX_BYTES, query.timestamps());
    boolean complete = attempts.isOver(query.attempt()) && range.atEnd();
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Content-Type", "text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Estiba-Next-Offset", Long.toString(range.nextOffset()))
        .header("X-Estiba-Log-Complete", Boolean.toString(complete))
        .header("X-Estiba-Log-Gaps", Integer.toString(services.logArchive().gaps(key)))
        .header("X-Estiba-Log-Attempt", Integer.toString(query.attempt()))
        .header("X-Estiba-Attempts", Integer.toString(attempts.newest()))
        .body(range.text())
        .build();
  }

  private static HttpResponseMessage refused(
      HttpRequestMessage<?> request, List<Problem> problems) {
    String detail = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    return Problems.answer(request, HttpStatus.BAD_REQUEST, "Invalid query", detail, problems);
  }
}
