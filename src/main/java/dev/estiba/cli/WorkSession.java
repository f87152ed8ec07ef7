package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.pipeline.DocumentKind;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands do that begin or end a batch or a pipeline. */
final class WorkSession implements AutoCloseable {

  private final HostSession host;
  private final Output output;
  private final Submission submission;
  private final Followed followed;
  private final boolean detached;

  private WorkSession(
      HostSession host, Output output, Submission submission, Followed followed, boolean detached) {
    this.host = host;
    this.output = output;
    this.submission = submission;
    this.followed = followed;
    this.detached = detached;
  }

  static WorkSession open(
      DocumentKind kind, HostOptions options, CommandSpec spec, FollowOptions follow) {
    PrintWriter err = spec.commandLine().getErr();
    HostSession host = new HostSession(options, err);
    Output output = new Output(System.out, err, follow.isJson());
    SteadyClient client = new SteadyClient(host, err);
    Submission submission = new Submission(client, kind, err);
    Followed followed =
        kind == DocumentKind.BATCH
            ? new BatchRun(client, submission, output)
            : new PipelineRun(client, submission, output);
    return new WorkSession(host, output, submission, followed, follow.isDetached());
  }

  /** Each of these returns what to exit with. */
  int run(JsonNode document) throws IOException, InterruptedException {
    return end(submission.submit(document));
  }

  int retry(String id) throws IOException, InterruptedException {
    submission.retry(id);
    return end(id);
  }

  /** That it was cancelled is what was asked for. */
  int cancel(String id, String reason) throws IOException, InterruptedException {
    submission.cancel(id, reason);
    int exitCode = end(id);
    return exitCode == ExitCode.CANCELLED ? 0 : exitCode;
  }

  private int end(String id) throws IOException, InterruptedException {
    if (detached) {
      output.print(id);
      return 0;
    }
    return followed.follow(id);
  }

  @Override
  public void close() {
    host.close();
  }
}
