package dev.estiba.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is decided on. */
final class DecisionOptions {

  @Parameters(index = "0", paramLabel = "ID", description = "The pipeline's id.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "STEP", description = "The step that waits.")
  private String step = "";

  @Option(names = "--by", paramLabel = "NAME", description = "Who decides. Default: this user.")
  private String by = System.getProperty("user.name", "");

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  /** Returns what to exit with. */
  int send(HostOptions host, PrintWriter err, boolean approved)
      throws IOException, InterruptedException {
    try (HostSession session = new HostSession(host, err)) {
      new SteadyClient(session, err)
          .ask(
              api -> {
                api.decide(id, step, approved, by, reason);
                return id;
              });
      return 0;
    }
  }
}
