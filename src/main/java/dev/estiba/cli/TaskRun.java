package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskView;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Submits one task and follows it to its end. Ctrl-C cancels it and waits for its cleanup. */
final class TaskRun {

  private static final long BETWEEN_LOOKS_MILLIS = 200;

  private final SteadyClient client;
  private final PrintStream out;
  private final PrintWriter err;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private String shownState = "";

  TaskRun(HostSession session, PrintStream out, PrintWriter err) {
    this.client = new SteadyClient(session, err);
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
    String id = client.ask(api -> api.submit(task, key));
    say("Task " + id);
    return id;
  }

  private TaskView follow(String id) throws IOException, InterruptedException {
    LogCopy log = LogCopy.ofAll(out, id);
    while (true) {
      if (interrupted.getAndSet(false)) {
        cancel(id);
      }
      // The state first: what the log lacks then is written before the state says that it ended.
      TaskView view = client.ask(api -> api.task(id));
      show(view);
      copyMore(log);
      if (view.ended() && log.isComplete()) {
        return view;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  private void copyMore(LogCopy log) throws IOException, InterruptedException {
    client.ask(
        api -> {
          log.copyMore(api);
          return log;
        });
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
    client.ask(
        api -> {
          api.cancel(id, "interrupted", System.getProperty("user.name", ""));
          return id;
        });
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }
}
