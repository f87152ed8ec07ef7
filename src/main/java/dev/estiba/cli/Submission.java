package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.pipeline.DocumentKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task, batch or pipeline that was submitted, to be followed to its end. Ctrl-C cancels it and
 * waits for its cleanup; it has to be handled before anything is submitted, so that nothing is
 * left.
 */
final class Submission {

  private final SteadyClient client;
  private final DocumentKind kind;
  private final PrintWriter err;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  Submission(SteadyClient client, DocumentKind kind, PrintWriter err) {
    this.client = client;
    this.kind = kind;
    this.err = err;
    Interrupts.onFirst(() -> interrupted.set(true));
  }

  /** Looks at it, and shows what is new. */
  interface Look<V> {

    /** What there is to see once it is over; empty before. */
    Optional<V> end() throws IOException, InterruptedException;

    /** Before a line is written that is not of this look. */
    default void clear() {}
  }

  /** Returns its id. */
  String submit(JsonNode document) throws IOException, InterruptedException {
    String key = UUID.randomUUID().toString();
    String id = client.ask(api -> api.submit(kind, document, key));
    say(kind.displayName() + " " + id);
    return id;
  }

  /** Looks until it is over, and returns the last look. */
  <V> V follow(String id, long betweenLooksMillis, Look<V> look)
      throws IOException, InterruptedException {
    try {
      while (true) {
        if (interrupted.getAndSet(false)) {
          look.clear();
          say("Cancelling the " + Kinds.name(kind) + ". Ctrl-C again leaves it as it is.");
          cancel(id, "interrupted");
        }
        Optional<V> end = look.end();
        if (end.isPresent()) {
          return end.get();
        }
        TimeUnit.MILLISECONDS.sleep(betweenLooksMillis);
      }
    } catch (IOException e) {
      look.clear();
      say(
          "The "
              + Kinds.name(kind)
              + " "
              + id
              + " has not ended. It goes on while an Estiba runs on this data.");
      throw e;
    }
  }

  /** Asks it to end, in the name of this user. */
  void cancel(String id, String reason) throws IOException, InterruptedException {
    client.ask(
        api -> {
          api.cancel(kind, id, reason, System.getProperty("user.name", ""));
          return id;
        });
  }

  /** Has it go on with what did not succeed. */
  void retry(String id) throws IOException, InterruptedException {
    client.ask(
        api -> {
          api.retry(kind, id);
          return id;
        });
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }
}
