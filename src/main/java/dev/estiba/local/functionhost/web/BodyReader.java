package dev.estiba.local.functionhost.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body as it comes, and holds no thread while none comes. What it has read it
 * takes from the memory budget; who asked for it gives that back.
 */
final class BodyReader {

  /** How the reading ended. */
  sealed interface Outcome {

    record Read(byte[] body) implements Outcome {}

    record TooLarge() implements Outcome {}

    /** Too many other bodies are in memory. */
    record NoMemory() implements Outcome {}

    record TooSlow() implements Outcome {}

    /** The client has gone, or breaks the rules of HTTP. */
    record Broken(Throwable why) implements Outcome {}
  }

  /** Hears once how the reading ended, on any thread. */
  @FunctionalInterface
  interface Listener {

    /**
     * @param taken bytes of the budget, to be given back
     */
    void ended(Outcome outcome, long taken);
  }

  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final Request request;
  private final Limits limits;
  private final MemoryBudget budget;
  private final Scheduler scheduler;
  private final Listener listener;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private long windowAt = System.nanoTime();
  private long windowBytes;
  private volatile long received;
  private volatile Scheduler.@Nullable Task check;

  BodyReader(
      Request request, Limits limits, MemoryBudget budget, Scheduler scheduler, Listener listener) {
    this.request = request;
    this.limits = limits;
    this.budget = budget;
    this.scheduler = scheduler;
    this.listener = listener;
  }

  void start() {
    if (request.getLength() > limits.bodyBytes()) {
      end(new Outcome.TooLarge());
      return;
    }
    checkLater();
    read();
  }

  private void read() {
    while (!ended.get()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::read);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end(new Outcome.Broken(chunk.getFailure()));
        return;
      }
      boolean kept = keep(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      if (last && kept) {
        end(new Outcome.Read(body.toByteArray()));
      }
    }
  }

  /** Under one lock with {@link #end}: what is taken after the end nobody would give back. */
  private boolean keep(ByteBuffer bytes) {
    synchronized (ended) {
      return !ended.get() && kept(bytes);
    }
  }

  private boolean kept(ByteBuffer bytes) {
    int size = bytes.remaining();
    if (received + size > limits.bodyBytes()) {
      end(new Outcome.TooLarge());
      return false;
    }
    if (!budget.tryTake(size)) {
      end(new Outcome.NoMemory());
      return false;
    }
    byte[] copy = new byte[size];
    bytes.get(copy);
    body.writeBytes(copy);
    received = received + size;
    return true;
  }

  private void checkLater() {
    long first = Math.min(limits.patience().toMillis(), BETWEEN_CHECKS.toMillis());
    check = scheduler.schedule(this::checkPace, first, TimeUnit.MILLISECONDS);
  }

  private void checkPace() {
    long now = System.nanoTime();
    Duration elapsed = Duration.ofNanos(now - windowAt);
    boolean over = elapsed.compareTo(limits.patience()) >= 0;
    if (over && limits.isTooSlow(received - windowBytes, elapsed)) {
      end(new Outcome.TooSlow());
      return;
    }
    if (over) {
      windowAt = now;
      windowBytes = received;
    }
    if (!ended.get()) {
      checkLater();
    }
  }

  private void end(Outcome outcome) {
    boolean first;
    synchronized (ended) {
      first = ended.compareAndSet(false, true);
    }
    if (first) {
      Scheduler.Task pending = check;
      if (pending != null) {
        pending.cancel();
      }
      listener.ended(outcome, received);
    }
  }
}
