package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskView;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;

/** Submits one task and follows it to its end. Ctrl-C cancels it and waits for its cleanup. */
final class TaskRun {

  private static final long BETWEEN_LOOKS_MILLIS = 200;

  private final SteadyClient client;
  private final PrintStream out;
  private final PrintWriter err;
  private String shownState = "";

  TaskRun(HostSession session, PrintStream out, PrintWriter err) {
    this.client = new SteadyClient(session, err);
    this.out = out;
    this.err = err;
  }

  int run(JsonNode task) throws IOException, InterruptedException {
    Submission submission = new Submission(client, DocumentKind.TASK, err);
    String id = submission.submit(task);
    LogCopy log = LogCopy.ofAll(out, id);
    return report(submission.follow(id, BETWEEN_LOOKS_MILLIS, () -> look(id, log)));
  }

  private Optional<TaskView> look(String id, LogCopy log) throws IOException, InterruptedException {
    // The state first: what the log lacks then is written before the state says that it ended.
    TaskView view = client.ask(api -> api.task(id));
    show(view);
    copyMore(log);
    return view.ended() && log.isComplete() ? Optional.of(view) : Optional.empty();
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

  private void say(String line) {
    err.println(line);
    err.flush();
  }
}
