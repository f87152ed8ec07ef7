package dev.estiba.local.functionhost.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request with its answer. Its bodies count against the memory budget until both are done. */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private static final Set<String> OURS =
      Set.of("content-length", "transfer-encoding", "connection");

  /** Apart, so that requests that are not read to their end leave memory for answers. */
  record Memory(MemoryBudget requests, MemoryBudget answers) {}

  /** What every answer of this exchange gets on its way out. */
  @FunctionalInterface
  interface Dressing {
    HttpReply on(HttpReply reply);
  }

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Limits limits;
  private final Memory memory;
  private final AtomicLong takenForRequest = new AtomicLong();
  private final AtomicLong takenForAnswer = new AtomicLong();
  private volatile Dressing dressing = reply -> reply;

  Exchange(Request request, Response response, Callback callback, Limits limits, Memory memory) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limits = limits;
    this.memory = memory;
  }

  /** Reads the body, then hands it on; or answers what went wrong. */
  void read(Consumer<byte[]> then, Dressing newDressing) {
    dressing = newDressing;
    new BodyReader(
            request,
            limits,
            memory.requests(),
            scheduler(),
            (outcome, taken) -> read(outcome, taken, then))
        .start();
  }

  private void read(BodyReader.Outcome outcome, long taken, Consumer<byte[]> then) {
    takenForRequest.set(taken);
    if (outcome instanceof BodyReader.Outcome.Read read) {
      then.accept(read.body());
    } else if (outcome instanceof BodyReader.Outcome.Broken broken) {
      giveBack();
      callback.failed(broken.why());
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
    try {
      trySend(dressing.on(made));
    } catch (RuntimeException | Error e) { // a status or header that Jetty does not send
      log.error("The answer to {} could not be sent", request.getMethod(), e);
      giveBack();
      response.reset();
      Response.writeError(request, response, callback, 500);
    }
  }

  private void trySend(HttpReply made) {
    HttpReply reply = made;
    if (memory.answers().tryTake(reply.body().length)) {
      takenForAnswer.set(reply.body().length);
    } else {
      reply =
          dressing.on(
              HttpReply.message(503, "The request was done, but there is no memory to answer."));
    }
    response.setStatus(reply.status());
    reply.headers().forEach(this::setHeader);
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

  /** How the answer travels is not for a function to say. */
  private void setHeader(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!OURS.contains(lower) || (lower.equals("connection") && value.equals("close"))) {
      response.getHeaders().put(name, value);
    }
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
    memory.requests().giveBack(takenForRequest.getAndSet(0));
    memory.answers().giveBack(takenForAnswer.getAndSet(0));
  }

  private Scheduler scheduler() {
    return request.getComponents().getScheduler();
  }
}
