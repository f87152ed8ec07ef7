package dev.estiba.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The function host as its users meet it: how soon it is ready, how it bears many clients that ask
 * for the status of running tasks, and how soon it ends.
 */
public final class HostBench {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long BETWEEN_LOOKS_MILLIS = 500;

  /**
   * How much of everything.
   *
   * @param starts how often the start is measured
   * @param taskSeconds how long each task's container runs
   * @param heapMegabytes of the host
   */
  public record Load(int starts, int clients, int tasks, int taskSeconds, int heapMegabytes) {}

  /** Where a host with that data directory has the key for its API. */
  @FunctionalInterface
  public interface ApiKey {
    String of(Path data) throws IOException;
  }

  private final Load load;
  private final ApiKey apiKey;
  private final Consumer<String> say;
  private final HttpClient http = HttpClient.newHttpClient();

  public HostBench(Load load, ApiKey apiKey, Consumer<String> say) {
    this.load = load;
    this.apiKey = apiKey;
    this.say = say;
  }

  /** Says each figure as soon as it is there; true if all tasks came to their end. */
  public boolean run() throws IOException, InterruptedException {
    say.accept(Machine.thisOne().toString());
    Path directory = Files.createTempDirectory("estiba-bench-host");
    try {
      starts(directory);
      return load(directory);
    } finally {
      delete(directory);
    }
  }

  private void starts(Path directory) throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < load.starts(); i++) {
      try (HostProcess host = start(directory)) {
        seconds.add(host.readySeconds());
        say.accept(
            text(
                "start %d: %.2f s from the process on; %s",
                i + 1, host.readySeconds(), host.phases()));
        say.accept(text("stop %d: %.2f s", i + 1, host.interrupt()));
      }
    }
    seconds.sort(Comparator.naturalOrder());
    say.accept(
        text(
            "ready: median %.2f s, worst %.2f s (target < 2 s)",
            seconds.get(seconds.size() / 2), seconds.get(seconds.size() - 1)));
  }

  private HostProcess start(Path directory) throws IOException {
    return HostProcess.start(
        directory.resolve("data"), load.heapMegabytes(), directory.resolve("host.log"));
  }

  private boolean load(Path directory) throws IOException, InterruptedException {
    try (HostProcess host = start(directory)) {
      String key = apiKey.of(directory.resolve("data"));
      List<URI> statusUrls = new ArrayList<>();
      for (int i = 0; i < load.tasks(); i++) {
        statusUrls.add(submit(host.url(), key));
      }
      PollingClients clients = new PollingClients(http, statusUrls, load.clients());
      int unfinished = awaitEnds(statusUrls);
      clients.stop();
      report(clients, host, unfinished);
      say.accept(text("stop after load: %.2f s (target < 5 s)", host.interrupt()));
      return unfinished == 0;
    }
  }

  private URI submit(URI url, String key) throws IOException, InterruptedException {
    String task =
        "{\"image\":\"busybox\",\"command\":[\"simulate\",\"--duration\",\""
            + load.taskSeconds()
            + "\"]}";
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/api/tasks"))
            .header("Content-Type", "application/json")
            .header("x-functions-key", key)
            .POST(HttpRequest.BodyPublishers.ofString(task))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException("A task was answered " + answer.statusCode() + ": " + answer.body());
    }
    return URI.create(MAPPER.readTree(answer.body()).path("statusQueryGetUri").asText());
  }

  /** Returns how many have not succeeded when the time is over. */
  private int awaitEnds(List<URI> statusUrls) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    List<URI> open = new ArrayList<>(statusUrls);
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      while (!open.isEmpty() && hasSucceeded(open.get(open.size() - 1))) {
        open.remove(open.size() - 1);
      }
    }
    return open.size();
  }

  private boolean hasSucceeded(URI statusUrl) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(statusUrl).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() == 429) {
      return false;
    }
    JsonNode status = MAPPER.readTree(answer.body());
    return status.path("output").path("state").asText().equals("Succeeded");
  }

  private void report(PollingClients clients, HostProcess host, int unfinished) throws IOException {
    Map<Figure, Double> figures = clients.figures();
    say.accept(
        text(
            "%d clients polled the status of %d tasks: %.0f answers/s, p50 %.0f ms, p99 %.0f ms,"
                + " worst %.0f ms",
            load.clients(),
            load.tasks(),
            figures.getOrDefault(Figure.PER_SECOND, 0.0),
            figures.getOrDefault(Figure.P50_MILLIS, 0.0),
            figures.getOrDefault(Figure.P99_MILLIS, 0.0),
            figures.getOrDefault(Figure.MAX_MILLIS, 0.0)));
    say.accept("answers by status: " + clients.answers());
    say.accept(
        text(
            "tasks that did not succeed: %d; host's heap at most %d MB, its memory at most %d MB",
            unfinished, load.heapMegabytes(), host.peakMegabytes()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
