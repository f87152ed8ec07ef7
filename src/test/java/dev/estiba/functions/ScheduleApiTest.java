package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/schedules} over a real socket, on simulated containers and the clock on the wall. */
class ScheduleApiTest {

  private static final String YEARLY =
      """
      cron: "@yearly"
      timeZone: Europe/Madrid
      task:
        image: busybox
        environmentVariables:
          - {name: SIMULATED_DURATION, value: "0.1"}
          - {name: PASSWORD, secureValue: hush-hush}
          - {name: DUE, value: "{{schedule.name}} {{schedule.date}}"}
      """;

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    data, 0, RuntimeChoice.SIMULATED, Map.of(), Access.withoutKeys()))
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    estiba.close();
  }

  @Test
  void a_schedule_is_put_and_seen_with_its_due_times_and_without_its_secrets() throws Exception {
    HttpResponse<String> created = put("yearly", YEARLY);
    HttpResponse<String> again = put("yearly", "overlap: allow\n" + YEARLY);
    HttpResponse<String> found = get("/api/schedules/yearly");
    JsonNode schedule = Json.parse(found.body());
    JsonNode all = Json.parse(get("/api/schedules").body()).path("schedules");

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(schedule.path("kind").asText()).isEqualTo("Task");
    assertThat(schedule.path("enabled").asBoolean()).isTrue();
    assertThat(schedule.path("dueTimes")).hasSize(5);
    assertThat(Instant.parse(schedule.at("/dueTimes/0").asText())).isAfter(Instant.now());
    assertThat(schedule.at("/dueTimes/4").asText()).endsWith("-12-31T23:00:00Z");
    assertThat(schedule.path("revision").asInt()).isEqualTo(2);
    assertThat(schedule.at("/definition/overlap").asText()).isEqualTo("allow");
    assertThat(found.body()).doesNotContain("hush-hush", "sealed").contains("\"hidden\" : true");
    assertThat(found.headers().firstValue("ETag")).isPresent();
    assertThat(all.findValuesAsText("name")).contains("yearly");
  }

  @Test
  void what_is_due_is_started_by_itself_with_its_secrets() throws Exception {
    put("often", YEARLY.replace("@yearly", "*/5 * * * * *"));

    JsonNode schedule =
        awaitSchedule("often", found -> found.findValuesAsText("now").contains("Succeeded"));
    post("/api/schedules/often/pause", null);

    JsonNode run = runThatIs("Succeeded", schedule);
    String id = run.path("instanceId").asText();
    assertThat(id).matches("often-2\\d{7}T\\d{6}Z");
    assertThat(run.path("state").asText()).isEqualTo("Started");
    JsonNode task = Json.parse(get("/api/tasks/" + id).body());
    assertThat(task.path("state").asText()).isEqualTo("Succeeded");
    assertThat(task.toString()).contains("\"often 2").doesNotContain("hush-hush");
  }

  @Test
  void it_runs_now_once_for_each_key_and_goes_on_to_be_paused() throws Exception {
    put("manual", "enabled: false\n" + YEARLY);

    HttpResponse<String> first = post("/api/schedules/manual/run", "key");
    HttpResponse<String> second = post("/api/schedules/manual/run", "key");
    HttpResponse<String> third = post("/api/schedules/manual/run", null);
    JsonNode schedule =
        awaitSchedule(
            "manual",
            found ->
                found.findValuesAsText("now").stream()
                        .filter(state -> state.equals("Succeeded"))
                        .count()
                    == 2);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(id(second)).isEqualTo(id(first));
    assertThat(id(third)).isNotEqualTo(id(first)).startsWith("manual-manual-");
    assertThat(schedule.path("dueTimes")).isEmpty();
    assertThat(schedule.path("runs")).hasSize(2);
    assertThat(schedule.at("/runs/0").has("dueAt")).isFalse();
  }

  @Test
  void it_starts_batches_and_pipelines_too() throws Exception {
    put(
        "batch",
        """
        cron: "@yearly"
        batch:
          items: [a, b]
          task:
            image: busybox
            environmentVariables: [{name: SIMULATED_DURATION, value: "0.1"}]
        """);
    put("pipeline", "cron: '@yearly'\npipeline: {steps: [{name: ask, approval: {}}]}");

    post("/api/schedules/batch/run", null);
    String pipeline = id(post("/api/schedules/pipeline/run", null));
    awaitSchedule("batch", found -> found.at("/runs/0/now").asText().equals("Succeeded"));
    awaitSchedule("pipeline", found -> found.at("/runs/0/now").asText().equals("Running"));

    assertThat(post("/api/pipelines/" + pipeline + "/steps/ask/approve", null).statusCode())
        .isEqualTo(202);
    awaitSchedule("pipeline", found -> found.at("/runs/0/now").asText().equals("Succeeded"));
  }

  @Test
  void it_is_replaced_while_it_goes_on() throws Exception {
    put(
        "replaced",
        """
        cron: "*/5 * * * * *"
        overlap: replace
        task:
          image: busybox
          environmentVariables: [{name: SIMULATED_DURATION, value: "300"}]
        """);

    JsonNode schedule =
        awaitSchedule("replaced", found -> found.findValuesAsText("now").contains("Cancelled"));
    post("/api/schedules/replaced/pause", null);

    String id = runThatIs("Cancelled", schedule).path("instanceId").asText();
    JsonNode task = Json.parse(get("/api/tasks/" + id).body());
    assertThat(task.toString()).contains("Its schedule is due again; replaced-2");
  }

  @Test
  void it_is_paused_resumed_and_deleted() throws Exception {
    put("p", YEARLY);

    JsonNode paused = Json.parse(post("/api/schedules/p/pause", null).body());
    JsonNode resumed = Json.parse(post("/api/schedules/p/resume", null).body());
    HttpResponse<String> deleted = send("DELETE", "/api/schedules/p", "");

    assertThat(paused.path("enabled").asBoolean()).isFalse();
    assertThat(paused.path("dueTimes")).isEmpty();
    assertThat(resumed.path("enabled").asBoolean()).isTrue();
    assertThat(resumed.path("dueTimes")).hasSize(5);
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(get("/api/schedules/p").statusCode()).isEqualTo(404);
  }

  @Test
  void two_writers_never_lose_an_update() throws Exception {
    String tag = put("shared", YEARLY).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> one = send("PUT", "/api/schedules/shared", YEARLY, "If-Match", tag);
    HttpResponse<String> other = send("PUT", "/api/schedules/shared", YEARLY, "If-Match", tag);
    HttpResponse<String> first = send("PUT", "/api/schedules/shared", YEARLY, "If-None-Match", "*");
    HttpResponse<String> gone = send("DELETE", "/api/schedules/shared", "", "If-Match", tag);

    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(other.statusCode()).isEqualTo(412);
    assertThat(other.body()).contains("The schedule shared is not as If-Match");
    assertThat(first.statusCode()).isEqualTo(412);
    assertThat(gone.statusCode()).isEqualTo(412);
  }

  @Test
  void what_is_wrong_is_told_with_its_place_and_changes_nothing() throws Exception {
    put("kept", YEARLY);

    HttpResponse<String> bad = put("kept", "cron: soon\ntimeZone: Madrid\ntask: {cpu: -1}");
    HttpResponse<String> badName = put("No-Name", YEARLY);
    HttpResponse<String> noYaml = put("kept", "{");

    assertThat(bad.statusCode()).isEqualTo(400);
    JsonNode errors = Json.parse(bad.body()).path("errors");
    assertThat(errors.findValuesAsText("path"))
        .containsExactlyInAnyOrder("/cron", "/timeZone", "/task/image", "/task/cpu");
    assertThat(errors.findValuesAsText("line")).contains("1", "2", "3");
    assertThat(badName.statusCode()).isEqualTo(400);
    assertThat(badName.body()).contains("The schedule's name must be 1 to 40 lower-case letters");
    assertThat(noYaml.statusCode()).isEqualTo(400);
    assertThat(get("/api/schedules/kept").body()).contains("@yearly");
  }

  @Test
  void what_is_not_there_is_not_found() throws Exception {
    for (String action : new String[] {"run", "pause", "resume"}) {
      HttpResponse<String> none = post("/api/schedules/nobody/" + action, null);
      assertThat(none.statusCode()).as(action).isEqualTo(404);
      assertThat(none.body()).contains("There is no schedule with the name 'nobody'.");
    }
    assertThat(get("/api/schedules/nobody").statusCode()).isEqualTo(404);
    assertThat(get("/api/schedules/No").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/api/schedules/nobody", "").statusCode()).isEqualTo(404);
  }

  private static String id(HttpResponse<String> accepted) throws Exception {
    return Json.parse(accepted.body()).path("id").asText();
  }

  private static JsonNode runThatIs(String now, JsonNode schedule) {
    return StreamSupport.stream(schedule.path("runs").spliterator(), false)
        .filter(run -> run.path("now").asText().equals(now))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode awaitSchedule(String name, Predicate<JsonNode> wanted) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Json.parse(get("/api/schedules/" + name).body()), wanted);
  }

  private static HttpResponse<String> put(String name, String yaml) throws Exception {
    return send("PUT", "/api/schedules/" + name, yaml);
  }

  private static HttpResponse<String> post(String path, String key) throws Exception {
    return key == null ? send("POST", path, "") : send("POST", path, "", "Idempotency-Key", key);
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .header("Content-Type", "application/yaml")
            .method(method, BodyPublishers.ofString(body));
    return HTTP.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + path)).build(), BodyHandlers.ofString());
  }
}
