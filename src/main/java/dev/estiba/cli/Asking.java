package dev.estiba.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** One request to the Estiba that runs on the data, or to one of this process. */
final class Asking {

  private Asking() {}

  static <T> T once(HostOptions host, PrintWriter err, SteadyClient.Request<T> request)
      throws IOException, InterruptedException {
    Logging.quiet();
    try (HostSession session = new HostSession(host, err)) {
      return new SteadyClient(session, err).ask(request);
    }
  }

  /** As above, what starts something, now or later; says so if nothing is there to run it. */
  static <T> T toStart(HostOptions host, PrintWriter err, SteadyClient.Request<T> request)
      throws IOException, InterruptedException {
    Logging.quiet();
    try (HostSession session = new HostSession(host, err)) {
      T answer = new SteadyClient(session, err).ask(request);
      if (session.isOwn()) {
        err.println("No Estiba goes on running here: what is started runs once 'estiba up' does.");
        err.flush();
      }
      return answer;
    }
  }
}
