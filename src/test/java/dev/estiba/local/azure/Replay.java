package dev.estiba.local.azure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Sends the requests of a recording, as they are, to another host. Only the id of an operation is
 * that of the other host's operation. The client of a recording looked every half minute; here a
 * read is repeated until its answer is the recorded one or a time is over.
 */
final class Replay {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A container is restarted after 10 seconds, as with the real service. */
  private static final Duration PATIENCE_WITH_RESTARTS = Duration.ofSeconds(20);

  private final Recording recording;
  private final URI endpoint;
  private final ArmClient client;

  /** Which of the differences count; the others do not keep a read waiting. */
  private final Predicate<Difference> counts;

  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, String> operations = new HashMap<>();
  private final Countdown countdown = new Countdown();

  Replay(Recording recording, LocalAzure azure, Predicate<Difference> counts) {
    this.recording = recording;
    this.endpoint = azure.endpoint();
    this.client = new ArmClient(azure);
    this.counts = counts;
  }

  /** Returns all differences, those included that do not count. */
  List<Difference> run() {
    for (RecordedExchange request : new Scene(recording).before()) {
      WireAnswer answer = send(request, request.path());
      if (answer.status() != 201) {
        differences.add(new Difference(request, "status", "made before", answer.inShort()));
      }
    }
    List<RecordedExchange> left = new ArrayList<>(recording.exchanges());
    while (!left.isEmpty()) {
      List<RecordedExchange> next = polls(left);
      if (next.isEmpty()) {
        replay(left.remove(0));
      } else {
        left.subList(0, next.size()).clear();
        replayPolls(next);
      }
    }
    return differences;
  }

  /** The exchanges at the start of the list that look at one operation. */
  private static List<RecordedExchange> polls(List<RecordedExchange> exchanges) {
    Optional<String> operation = exchanges.get(0).polledOperation();
    return operation.isEmpty()
        ? List.of()
        : exchanges.stream().takeWhile(e -> e.polledOperation().equals(operation)).toList();
  }

  private void replay(RecordedExchange exchange) {
    if (exchange.isRead()) {
      settle(exchange, exchange.path());
      return;
    }
    WireAnswer local = send(exchange, exchange.path());
    exchange
        .begunOperation()
        .ifPresent(id -> operations.put(id, pathOf(local.header("azure-asyncoperation"))));
    differences.addAll(compare(exchange, local));
  }

  private static String pathOf(String url) {
    return url.replaceFirst("^https?://[^/]+", "");
  }

  /** Repeats a read until nothing that counts and may pass differs. */
  private void settle(RecordedExchange exchange, String path) {
    AtomicReference<List<Difference>> last = new AtomicReference<>(List.of());
    repeat(
        patience(exchange),
        () -> {
          last.set(compare(exchange, send(exchange, path)));
          return last.get().stream().filter(Difference::mayPass).noneMatch(counts);
        });
    differences.addAll(last.get());
  }

  private static Duration patience(RecordedExchange exchange) {
    boolean restarts =
        exchange.answer().body().findValues("restartCount").stream().anyMatch(n -> n.asInt() > 0);
    return restarts ? PATIENCE_WITH_RESTARTS : PATIENCE;
  }

  private static void repeat(Duration atMost, Callable<Boolean> until) {
    try {
      Awaitility.await().atMost(atMost).pollInterval(50, TimeUnit.MILLISECONDS).until(until);
    } catch (ConditionTimeoutException e) {
      // What is different then is told as it is.
    }
  }

  private void replayPolls(List<RecordedExchange> polls) {
    RecordedExchange first = polls.get(0);
    RecordedExchange last = polls.get(polls.size() - 1);
    String path = operations.getOrDefault(first.polledOperation().orElseThrow(), "");
    if (path.isEmpty()) {
      differences.add(
          new Difference(first, "request", first.toString(), "no operation to look at"));
      return;
    }
    if (polls.size() > 1) {
      replayProgress(polls, path);
    }
    settle(last, path);
  }

  /** From the first look to the last status; how often it was looked at does not matter. */
  private void replayProgress(List<RecordedExchange> polls, String path) {
    RecordedExchange first = polls.get(0);
    String end = polls.get(polls.size() - 1).answer().operationStatus();
    WireAnswer begun = send(first, path);
    differences.addAll(compare(first, begun));
    List<String> seen = new ArrayList<>(List.of(begun.operationStatus()));
    repeat(
        PATIENCE,
        () -> {
          seen.add(send(first, path).operationStatus());
          return seen.get(seen.size() - 1).equals(end);
        });
    String recorded = distinct(polls.stream().map(p -> p.answer().operationStatus()));
    String local = distinct(seen.stream());
    if (!recorded.equals(local)) {
      differences.add(new Difference(first, "statuses", recorded, local));
    }
  }

  private static String distinct(Stream<String> statuses) {
    return String.join(", ", statuses.distinct().toList());
  }

  private WireAnswer send(RecordedExchange exchange, String path) {
    return WireAnswer.of(client.sendTo(endpoint.resolve(path), exchange.method(), exchange.body()));
  }

  private List<Difference> compare(RecordedExchange exchange, WireAnswer local) {
    List<Difference> found =
        new ArrayList<>(AnswerComparison.of(exchange, local, recording.unrecorded()));
    found.addAll(countdown.check(exchange, local));
    return found;
  }
}
