package dev.estiba.cli;

import dev.estiba.client.ApiException;
import dev.estiba.client.EstibaClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends requests, and again while the Estiba that they went to is unwell, gone or another one. */
final class SteadyClient {

  /** With the pauses between them, some ten seconds. */
  private static final int MAX_ATTEMPTS = 20;

  private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

  private final HostSession session;
  private final PrintWriter err;
  private @Nullable EstibaClient client;

  SteadyClient(HostSession session, PrintWriter err) {
    this.session = session;
    this.err = err;
  }

  /** May be sent more than once. */
  interface Request<T> {
    T send(EstibaClient client) throws IOException;
  }

  /**
   * @throws ApiException if the request itself is wrong
   * @throws IOException if nothing answers as it should for some seconds
   */
  <T> T ask(Request<T> request) throws IOException, InterruptedException {
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
          err.println("Connection lost, connecting again");
          err.flush();
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
