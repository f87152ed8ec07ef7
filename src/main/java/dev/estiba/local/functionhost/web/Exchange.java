package dev.estiba.local.functionhost.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** One request with its answer. Its bodies count against the memory budget until both are done. */
final class Exchange {

  /** What every answer of this exchange gets on its way out. */
  @FunctionalInterface
  interface Dressing {
    HttpReply on(HttpReply reply);
  }

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Limits limits;
  private final MemoryBudget budget;
  private final AtomicLong taken = new AtomicLong();
  private volatile Dressing dressing = reply -> reply;

  Exchange(
      Request request, Response response, Callback callback, Limits limits, MemoryBudget budget) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limits = limits;
    this.budget = budget;
  }

  /** Reads the body, then hands it on; or answers what went wrong. */
  void read(Consumer<byte[]> then, Dressing newDressing) {
    dressing = newDressing;
    BodyReader[] self = new BodyReader[1];
    self[0] =
        new BodyReader(
            request, limits, budget, scheduler(), outcome -> read(outcome, self[0], then));
    self[0].start();
  }

  private void read(BodyReader.Outcome outcome, BodyReader reader, Consumer<byte[]> then) {
    taken.set(reader.taken());
    if (outcome instanceof BodyReader.Outcome.Read read) {
      then.accept(read.body());
    } else if (outcome instanceof BodyReader.Outcome.Broken) {
      giveBack();
      callback.failed(new java.io.EOFException("The client has gone."));
    } else {
      // What is left of the body is not waited for.
      send(refusal(outcome).with("Connection", "close"));
    }
  }

  private HttpReply refusal(BodyReader.Outcome outcome) {
    if (outcome instanceof BodyReader.Outcome.TooLarge) {
      return HttpReply.message(
          413, "The request body has more than " + limits.bodyBytes() + " bytes.");
    }
    return outcome instanceof BodyReader.Outcome.TooSlow
        ? HttpReply.message(408, "The request body came too slowly.")
        : JettyAdapter.busy();
  }

  void send(HttpReply made) {
    HttpReply reply = dressing.on(made);
    if (!budget.tryTake(reply.body().length)) {
      reply = dressing.on(JettyAdapter.busy());
    } else {
      taken.addAndGet(reply.body().length);
    }
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Scheduler.Task tooSlow = closeIfTooSlow(reply.body().length);
    response.write(
        true,
        ByteBuffer.wrap(reply.body()),
        Callback.from(
            callback,
            () -> {
              tooSlow.cancel();
              giveBack();
            }));
  }

  /** A client that does not fetch its answer keeps no memory. */
  private Scheduler.Task closeIfTooSlow(int bytes) {
    Duration longest = limits.patience().plusMillis(1000L * bytes / Limits.MIN_BYTES_PER_SECOND);
    return scheduler()
        .schedule(
            () -> request.getConnectionMetaData().getConnection().getEndPoint().close(),
            longest.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void giveBack() {
    budget.giveBack(taken.getAndSet(0));
  }

  private Scheduler scheduler() {
    return request.getComponents().getScheduler();
  }
}
