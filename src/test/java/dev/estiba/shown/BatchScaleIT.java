package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large batches on the simulated runtime, and what they cost; {@code -Dbatch.items=10000} for more.
 */
@Tag("slow")
@Timeout(600)
final class BatchScaleIT {

  private static final int ITEMS = Integer.getInteger("batch.items", 1_000);
  private static final int PARALLEL = 200;
  private static final int SECONDS = 2;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;

  @Test
  void thousands_of_items_run_in_half_a_gigabyte() {
    RunningHost host = up(Map.of());
    JsonNode batch = host.post("/api/batches", batch(SECONDS, ITEMS, PARALLEL, "")).json();

    JsonNode result = awaitEnd(host, batch).path("result");

    assertThat(result.path("counts").path("succeeded").asInt()).isEqualTo(ITEMS);
    Duration ideal = Duration.ofSeconds((long) ITEMS * SECONDS / PARALLEL);
    double seconds = duration(result).toMillis() / 1000.0;
    System.out.printf(
        Locale.ROOT,
        "%,d items of %d s, %d at a time, heap 512 MB: %.1f s, %.2f times the ideal %d s;"
            + " %.1f ms of CPU an item, start-up included%n",
        ITEMS,
        SECONDS,
        PARALLEL,
        seconds,
        seconds / ideal.toSeconds(),
        ideal.toSeconds(),
        host.process().cpu().toMillis() / (double) ITEMS);
    assertThat(LocalArm.of(host, data).groups()).isEmpty();
  }

  @Test
  void packed_items_share_groups_within_the_limits() {
    Map<String, String> limits = Map.of("ESTIBA_LIMITS", "{\"default\": {}}");
    RunningHost host = up(limits);
    LocalArm.of(host, data)
        .behave(
            "limits: {createsPer5Minutes: 100, createsPerHour: 300, deletesPer5Minutes: 100,"
                + " deletesPerHour: 300, containerGroups: 100, cores: 100}");
    String small = ", \"cpu\": 0.25, \"memoryInGB\": 0.5";

    JsonNode each = host.post("/api/batches", batch(1, 1000, 100, small)).expect(202).json();
    String waits =
        await()
            .atMost(LONGEST)
            .until(() -> queued(host, each), text -> text.contains("AciLimitReached"));
    host.post("/api/batches/" + each.path("id").asText() + "/cancel", "").expect(202);
    awaitEnd(host, each);

    assertThat(each.path("estimate").path("message").asText())
        .isEqualTo("1,000 tasks: at least 3 h 0 min at your limits.");
    assertThat(waits).contains("\"estimatedStart\"");
    host.process().close();

    RunningHost fresh =
        launched.up(withHeap(limits), data.resolve("packed"), "--runtime", "simulated");
    LocalArm.of(fresh, data.resolve("packed"))
        .behave("limits: {createsPer5Minutes: 100, createsPerHour: 300, containerGroups: 100}");
    JsonNode packed =
        fresh
            .post(
                "/api/batches",
                batch(1, 1000, 25, small).replace("\"count\"", "\"pack\": true, \"count\""))
            .expect(202)
            .json();
    JsonNode result = awaitEnd(fresh, packed).path("result");
    Set<String> tasks = tasks(fresh, packed);

    System.out.println("A group each: " + each.path("estimate").path("message").asText());
    System.out.println(
        "Packed: "
            + packed.path("estimate").path("message").asText()
            + " It took "
            + duration(result).toSeconds()
            + " s and "
            + tasks.size()
            + " groups.");
    assertThat(result.path("counts").path("succeeded").asInt()).isEqualTo(1000);
    assertThat(tasks).hasSizeLessThan(100);
  }

  private RunningHost up(Map<String, String> environment) {
    return launched.up(withHeap(environment), data, "--runtime", "simulated");
  }

  private static Map<String, String> withHeap(Map<String, String> environment) {
    return environment.isEmpty()
        ? Map.of("ESTIBA_JAVA_OPTIONS", "-Xmx512m")
        : Map.of(
            "ESTIBA_JAVA_OPTIONS",
            "-Xmx512m",
            "ESTIBA_LIMITS",
            environment.getOrDefault("ESTIBA_LIMITS", "none"));
  }

  private static String batch(int seconds, int items, int parallel, String ofTask) {
    return "{\"task\": {\"image\": \"busybox\", \"command\": [\"simulate\", \"--duration\", \""
        + seconds
        + "\"]"
        + ofTask
        + "}, \"count\": "
        + items
        + ", \"maxParallel\": "
        + parallel
        + "}";
  }

  private static JsonNode awaitEnd(RunningHost host, JsonNode batch) {
    String url = "/api/batches/" + batch.path("id").asText();
    return await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> host.get(url).json(), view -> view.path("ended").asBoolean());
  }

  /** The first item that waits, as its task tells it. */
  private static String queued(RunningHost host, JsonNode batch) {
    String id = batch.path("id").asText();
    for (JsonNode item :
        host.get("/api/batches/" + id + "/items?state=Running&top=200").json().path("items")) {
      if (item.path("state").asText().equals("Queued")) {
        return host.get("/api/tasks/" + item.path("taskId").asText()).body();
      }
    }
    return "";
  }

  private static Set<String> tasks(RunningHost host, JsonNode batch) {
    Set<String> tasks = new HashSet<>();
    String page = "/api/batches/" + batch.path("id").asText() + "/items?top=200";
    while (!page.isEmpty()) {
      JsonNode items = host.get(page).json();
      items.path("items").forEach(item -> tasks.add(item.path("taskId").asText()));
      page = items.path("next").asText("");
    }
    return tasks;
  }

  private static Duration duration(JsonNode result) {
    return Duration.between(
        Instant.parse(result.path("startedAt").asText()),
        Instant.parse(result.path("finishedAt").asText()));
  }
}
