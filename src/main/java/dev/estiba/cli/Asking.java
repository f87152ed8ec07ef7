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
}
