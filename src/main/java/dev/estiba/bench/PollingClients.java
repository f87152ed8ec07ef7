package dev.estiba.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each ask for the status of one task after the other, as fast as they are told. */
final class PollingClients {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final List<URI> statusUrls;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Latencies latencies = new Latencies();
  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  private final CompletableFuture<?>[] clients;
  private final long began = System.nanoTime();
  private double seconds;

  PollingClients(HttpClient http, List<URI> statusUrls, int count) {
    this.http = http;
    this.statusUrls = statusUrls;
    this.clients = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      clients[i] = done;
      poll(done);
    }
  }

  private void poll(CompletableFuture<Void> done) {
    if (stop.get()) {
      done.complete(null);
      return;
    }
    URI url = statusUrls.get(Math.floorMod(next.getAndIncrement(), statusUrls.size()));
    long asked = System.nanoTime();
    http.sendAsync(
            HttpRequest.newBuilder(url).timeout(TIMEOUT).build(),
            HttpResponse.BodyHandlers.discarding())
        .whenComplete(
            (answer, failure) -> {
              count(
                  answer == null ? nameOf(failure) : Integer.toString(answer.statusCode()), asked);
              poll(done);
            });
  }

  private void count(String answer, long asked) {
    answers.computeIfAbsent(answer, unused -> new AtomicLong()).incrementAndGet();
    synchronized (latencies) {
      latencies.add(System.nanoTime() - asked);
    }
  }

  private static String nameOf(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof IOException ? cause.getClass().getSimpleName() : String.valueOf(cause);
  }

  /** Lets each client have its last answer. */
  void stop() {
    stop.set(true);
    CompletableFuture.allOf(clients).join();
    seconds = (System.nanoTime() - began) / 1e9;
  }

  /** How often each status, or failure, was the answer. */
  Map<String, Long> answers() {
    Map<String, Long> counts = new TreeMap<>();
    answers.forEach((answer, count) -> counts.put(answer, count.get()));
    return counts;
  }

  Map<Figure, Double> figures() {
    synchronized (latencies) {
      return latencies.figures(seconds);
    }
  }
}
