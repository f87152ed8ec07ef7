package dev.estiba.cli;

import dev.estiba.client.EstibaClient;
import dev.estiba.client.LogChunk;
import dev.estiba.client.LogRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Copies a task's log to a stream, part by part, each byte once. */
final class LogCopy {

  private final PrintStream out;
  private final String id;
  private final boolean nextAttempts;
  private LogRequest next;
  private boolean atEnd;
  private boolean complete;

  /**
   * @param attempt null for the newest
   * @param nextAttempts whether the log of the next attempt follows that of the one before
   * @param container null for the one that counts
   */
  LogCopy(
      PrintStream out,
      String id,
      @Nullable Integer attempt,
      boolean nextAttempts,
      @Nullable String container,
      boolean timestamps) {
    this.out = out;
    this.id = id;
    this.nextAttempts = nextAttempts;
    this.next = new LogRequest(attempt, container, 0, timestamps);
  }

  /** Of the container that counts, in all attempts from the first on. */
  static LogCopy ofAll(PrintStream out, String id) {
    return new LogCopy(out, id, 1, true, null, false);
  }

  /** Copies what there is more, or a part of it. */
  void copyMore(EstibaClient api) throws IOException {
    LogChunk chunk = api.logs(id, next);
    byte[] bytes = chunk.text().getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
    atEnd = chunk.nextOffset() == next.offset();
    boolean goesOn = nextAttempts && chunk.complete() && chunk.attempt() < chunk.attempts();
    complete = chunk.complete() && !goesOn;
    next =
        goesOn
            ? new LogRequest(chunk.attempt() + 1, next.container(), 0, next.timestamps())
            : new LogRequest(
                chunk.attempt(), next.container(), chunk.nextOffset(), next.timestamps());
  }

  /** Whether there was nothing more for now. */
  boolean isAtEnd() {
    return atEnd;
  }

  /** Whether nothing more will come. */
  boolean isComplete() {
    return complete;
  }
}
