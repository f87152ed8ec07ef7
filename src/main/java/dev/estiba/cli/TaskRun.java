package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.client.ApiException;
import dev.estiba.client.EstibaClient;
import dev.estiba.client.LogChunk;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskView;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Submits one task and follows it to its end. Ctrl-C cancels it and waits for its cleanup. */
final class TaskRun {

  private static final long BETWEEN_LOOKS_MILLIS = 200;

  /** With the pauses between them, some ten seconds. */
  private static final int MAX_ATTEMPTS = 20;

  private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

  private final HostSession session;
  private final PrintStream out;
  private final PrintWriter err;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private @Nullable EstibaClient client;
  private long logOffset;
  private String shownState = "";

  TaskRun(HostSession session, PrintStream out, PrintWriter err) {
    this.session = session;
    this.out = out;
    this.err = err;
  }

  int run(JsonNode task) throws IOException, InterruptedException {
    Interrupts.onFirst(() -> interrupted.set(true));
    String id = submit(task);
    try {
      return report(follow(id));
    } catch (IOException e) {
      say("The task " + id + " has not ended. It goes on while an Estiba runs on this data.");
      throw e;
    }
  }

  private String submit(JsonNode task) throws IOException, InterruptedException {
    String key = UUID.randomUUID().toString();
    String id = ask(api -> api.submit(task, key));
    say("Task " + id);
    return id;
  }

  private TaskView follow(String id) throws IOException, InterruptedException {
    while (true) {
      if (interrupted.getAndSet(false)) {
        cancel(id);
      }
      // The state first: what the log lacks then is written before the state says that it ended.
      TaskView view = ask(api -> api.task(id));
      show(view);
      boolean complete = copyLog(id);
      if (view.ended() && complete) {
        return view;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  private boolean copyLog(String id) throws IOException, InterruptedException {
    LogChunk chunk = ask(api -> api.logs(id, logOffset));
    byte[] bytes = chunk.text().getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
    logOffset = chunk.nextOffset();
    return chunk.complete();
  }

  private void show(TaskView view) {
    Reason reason = view.reason();
    String state = view.state() + (reason == null ? "" : ": " + reason.message());
    if (!view.ended() && !state.equals(shownState)) {
      say(state);
      shownState = state;
    }
  }

  private int report(TaskView end) {
    Reason reason = end.reason();
    say(end.state() + (reason == null ? "" : ": " + reason.message()));
    if (reason != null && end.result() != null && end.result().exitCode() == null) {
      say(reason.remedy());
    }
    TaskResult result = end.result();
    if (result != null && !result.containerGroupDeleted()) {
      say("The container group " + result.containerGroup() + " could not be deleted yet.");
    }
    return result == null ? ExitCode.ESTIBA_FAILED : exitCode(result);
  }

  private static int exitCode(TaskResult result) {
    return switch (result.state()) {
      case SUCCEEDED, FAILED ->
          Objects.requireNonNullElse(result.exitCode(), ExitCode.ESTIBA_FAILED);
      case TIMED_OUT -> ExitCode.TIMED_OUT;
      case CANCELLED -> ExitCode.CANCELLED;
      case REJECTED -> ExitCode.ESTIBA_FAILED;
    };
  }

  private void cancel(String id) throws IOException, InterruptedException {
    say("Cancelling the task. Ctrl-C again leaves it as it is.");
    ask(
        api -> {
          api.cancel(id, "interrupted", System.getProperty("user.name", ""));
          return id;
        });
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  private interface Request<T> {
    T send(EstibaClient client) throws IOException;
  }

  /** Sends a request, and again while the Estiba that it went to is unwell, gone or another one. */
  private <T> T ask(Request<T> request) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      EstibaClient api = client == null ? session.connect() : client;
      client = api;
      try {
        return request.send(api);
      } catch (IOException e) {
        if (isOurFault(e) || attempt == MAX_ATTEMPTS) {
          throw e;
        }
        if (attempt == 1) {
          say("Connection lost, connecting again");
        }
        client = null;
        TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
      }
    }
  }

  private static boolean isOurFault(IOException e) {
    return e instanceof ApiException answer
        && answer.status() < HttpURLConnection.HTTP_INTERNAL_ERROR;
  }
}
