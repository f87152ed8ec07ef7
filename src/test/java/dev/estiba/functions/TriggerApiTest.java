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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/triggers} and {@code /api/events} over a real socket, on simulated containers. */
class TriggerApiTest {

  private static final String CLOUD_EVENT = "application/cloudevents+json; charset=utf-8";
  private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

  private static final String TRIGGER =
      """
      filter: {type: com.example.ready, subjectSuffix: .csv}
      task:
        image: busybox
        environmentVariables:
          - {name: SIMULATED_DURATION, value: "0.1"}
          - {name: SIMULATED_LOG, value: "{{event.subject}} has {{event.data.rows}} rows"}
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;

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

  @AfterEach
  void delete_all_triggers() throws Exception {
    for (JsonNode trigger : json(get("/api/triggers")).path("triggers")) {
      send("DELETE", "/api/triggers/" + trigger.path("name").asText(), "", Map.of());
    }
  }

  @Test
  void an_event_starts_what_the_trigger_says_and_the_trigger_tells_of_it() throws Exception {
    HttpResponse<String> put = put("reports", TRIGGER);

    HttpResponse<String> accepted = event(CLOUD_EVENT, ready("e1", "june.csv"));

    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    assertThat(json(put).path("kind").asText()).isEqualTo("Task");
    assertThat(json(put).at("/definition/filter/type").asText()).isEqualTo("com.example.ready");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode started = json(accepted).at("/events/0/started/0");
    assertThat(started.path("trigger").asText()).isEqualTo("reports");
    assertThat(started.path("kind").asText()).isEqualTo("Task");
    assertThat(started.path("instanceId").asText()).matches("reports-[0-9a-f]{24}");
    assertThat(started.path("duplicate").asBoolean()).isFalse();
    JsonNode task = awaitEnd(started.path("status").asText());
    assertThat(task.path("state").asText()).isEqualTo("Succeeded");
    assertThat(get(started.path("status").asText() + "/logs").body())
        .contains("june.csv has 5 rows");
    JsonNode run = json(get("/api/triggers/reports")).at("/runs/0");
    assertThat(run.path("state").asText()).isEqualTo("Started");
    assertThat(run.path("now").asText()).isEqualTo("Succeeded");
    assertThat(run.path("instanceId")).isEqualTo(started.path("instanceId"));
    assertThat(run.at("/event/subject").asText()).isEqualTo("june.csv");
  }

  @Test
  void a_trigger_that_this_version_cannot_read_holds_up_no_other() throws Exception {
    Path folder = Files.createDirectories(data.resolve("state").resolve("triggers"));
    Files.writeString(
        folder.resolve("older"),
        """
        {"definition": {"filter": {"tipe": "com.example.ready"}, "task": {"image": "x"}},
         "revision": 1, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
         "runs": []}
        """);
    put("reports", TRIGGER);

    HttpResponse<String> accepted = event(CLOUD_EVENT, ready("b1", "june.csv"));

    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    assertThat(json(accepted).findValuesAsText("trigger")).containsExactly("reports");
    assertThat(json(get("/api/triggers")).findValuesAsText("name")).contains("older", "reports");
    assertThat(get("/api/triggers/older").statusCode()).isEqualTo(200);
  }

  @Test
  void an_event_in_the_schema_of_event_grid_starts_a_batch_or_a_pipeline() throws Exception {
    put(
        "batch",
        """
        filter: {type: [Other, Files.Listed], subjectPrefix: /shop/}
        batch: {items: "{{event.data.files}}", task: {image: busybox, command: ["{{item}}"]}}
        """);
    put(
        "pipeline",
        """
        filter: {source: /subscriptions/s/topics/t}
        pipeline: {steps: [{name: ask, approval: {message: "{{event.id}}"}}]}
        """);

    HttpResponse<String> accepted =
        event(
            "application/json",
            """
            [{"id": "g1", "topic": "/subscriptions/s/topics/t", "subject": "/shop/1",
              "eventType": "Files.Listed", "eventTime": "2026-01-31T09:30:00.1234567Z",
              "data": {"files": ["a", "b"]}, "dataVersion": "1", "metadataVersion": "1"}]
            """);

    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode started = json(accepted).at("/events/0/started");
    JsonNode batch = json(get(started.at("/0/status").asText()));
    JsonNode pipeline = json(get(started.at("/1/status").asText()));
    assertThat(batch.path("batch").toString()).contains("[\"a\",\"b\"]");
    assertThat(pipeline.path("pipeline").toString()).contains("\"g1\"");
    assertThat(json(get("/api/triggers/pipeline")).at("/runs/0/now").asText()).isNotEmpty();
    send("POST", started.at("/1/status").asText() + "/cancel?force=true", "", Map.of());
  }

  @Test
  void an_event_in_headers_is_one_too() throws Exception {
    put(
        "headers",
        "{filter: {type: a.b}, task: {image: busybox, command: ['{{event.data.x}}',"
            + " '{{event.attributes.region}}']}}");

    HttpResponse<String> accepted =
        send(
            "POST",
            "/api/events",
            "{\"x\": \"y\"}",
            Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-type", "a.b",
                "ce-id", "1",
                "ce-source", "/s",
                "ce-region", "%22eu%22"));

    JsonNode task = json(get(json(accepted).at("/events/0/started/0/status").asText()));
    assertThat(task.findValue("command").toString()).isEqualTo("[\"y\",\"\\\"eu\\\"\"]");
  }

  @Test
  void the_same_event_delivered_twice_starts_one_task() throws Exception {
    put("once", TRIGGER);

    HttpResponse<String> first = event(CLOUD_EVENT, ready("same", "a.csv"));
    HttpResponse<String> second = event(CLOUD_EVENT, ready("same", "a.csv"));
    HttpResponse<String> twice =
        event(CLOUD_EVENTS, "[" + ready("other", "a.csv") + "," + ready("other", "a.csv") + "]");

    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(json(second).at("/events/0/started/0/duplicate").asBoolean()).isTrue();
    assertThat(json(second).at("/events/0/started/0/instanceId"))
        .isEqualTo(json(first).at("/events/0/started/0/instanceId"));
    assertThat(json(second).path("started").asInt()).isZero();
    assertThat(json(second).path("duplicates").asInt()).isEqualTo(1);
    assertThat(json(twice).path("started").asInt()).isEqualTo(1);
    assertThat(json(twice).path("duplicates").asInt()).isEqualTo(1);
    assertThat(json(get("/api/triggers/once")).path("runs")).hasSize(2);
  }

  @Test
  void deliveries_at_the_same_time_start_one_task() throws Exception {
    put("race", TRIGGER);

    List<CompletableFuture<HttpResponse<String>>> deliveries =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    HTTP.sendAsync(
                        request(
                            "POST",
                            "/api/events",
                            ready("race", "a.csv"),
                            Map.of("Content-Type", CLOUD_EVENT)),
                        BodyHandlers.ofString()))
            .toList();

    List<JsonNode> answers = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> delivery : deliveries) {
      answers.add(json(delivery.get()));
    }
    assertThat(answers.stream().mapToInt(answer -> answer.path("started").asInt()).sum())
        .isEqualTo(1);
    assertThat(answers.stream().mapToInt(answer -> answer.path("duplicates").asInt()).sum())
        .as("%s", answers)
        .isEqualTo(11);
    assertThat(json(get("/api/triggers/race")).path("runs")).hasSize(1);
  }

  @Test
  void an_event_about_the_same_blob_starts_one_task_whoever_tells_of_it() throws Exception {
    put("blobs", "{filter: {type: Microsoft.Storage.BlobCreated}, task: {image: busybox}}");

    JsonNode first =
        json(
            event(
                "application/json",
                blobCreated("1", "https://a.blob.core.windows.net/c/x%20y", "0x1")));
    JsonNode same =
        json(
            event(
                "application/json",
                blobCreated("2", "https://a.blob.core.windows.net/c/x y", "\\\"0x1\\\"")));
    JsonNode overwritten =
        json(
            event(
                "application/json",
                blobCreated("3", "https://a.blob.core.windows.net/c/x%20y", "0x2")));

    assertThat(first.path("started").asInt()).isEqualTo(1);
    assertThat(same.path("duplicates").asInt()).isEqualTo(1);
    assertThat(overwritten.path("started").asInt()).isEqualTo(1);
  }

  @Test
  void an_event_that_the_trigger_cannot_use_is_refused_and_all_else_is_started() throws Exception {
    put("strict", TRIGGER);
    put("easy", "{filter: {type: com.example.ready}, task: {image: busybox}}");

    HttpResponse<String> refused =
        event(
            CLOUD_EVENT,
            "{\"specversion\": \"1.0\", \"id\": \"r1\", \"source\": \"/s\","
                + " \"type\": \"com.example.ready\", \"subject\": \"a.csv\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    JsonNode body = json(refused);
    assertThat(body.path("refused").asInt()).isEqualTo(1);
    assertThat(body.path("started").asInt()).isEqualTo(1);
    assertThat(body.at("/events/0/started/0/trigger").asText()).isEqualTo("easy");
    JsonNode error = body.at("/events/0/refused/0/errors/0");
    assertThat(error.path("path").asText()).isEqualTo("/task/environmentVariables/1/value");
    assertThat(error.path("message").asText())
        .contains("{{event.data.rows}}", "there is no field data, only id, source");
    JsonNode run = json(get("/api/triggers/strict")).at("/runs/0");
    assertThat(run.path("state").asText()).isEqualTo("Refused");
    assertThat(run.path("why").asText()).contains("there is no field data");
    assertThat(run.has("now")).isFalse();
  }

  @Test
  void nothing_is_started_where_one_of_the_events_is_none() throws Exception {
    put("whole", TRIGGER);

    HttpResponse<String> refused =
        event(
            CLOUD_EVENTS,
            "["
                + ready("w1", "a.csv")
                + ",\n {\"specversion\": \"0.3\", \"id\": \"\", \"source\": \"/s\", \"Type\": 1}]");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("errors").findValuesAsText("path"))
        .containsExactlyInAnyOrder("/1/specversion", "/1/id", "/1/type", "/1/Type");
    assertThat(json(refused).at("/errors/0/line").asInt()).isEqualTo(2);
    assertThat(json(get("/api/triggers/whole")).path("runs")).isEmpty();
  }

  @Test
  void an_event_that_is_for_no_trigger_starts_nothing() throws Exception {
    put("picky", TRIGGER);

    JsonNode other = json(event(CLOUD_EVENT, ready("n1", "june.CSV")));
    JsonNode none = json(event(CLOUD_EVENTS, "[]"));

    assertThat(other.path("unmatched").asInt()).isEqualTo(1);
    assertThat(other.at("/events/0/started")).isEmpty();
    assertThat(none.path("events").isArray()).isTrue();
    assertThat(none.path("events")).isEmpty();
  }

  @Test
  void event_grid_is_answered_with_its_code() throws Exception {
    String validation =
        """
        [{"id": "1", "topic": "/t", "subject": "", "data": {"validationCode": "512d38b6"},
          "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent",
          "eventTime": "2026-01-31T09:30:00Z", "metadataVersion": "1", "dataVersion": "1"}]
        """;

    HttpResponse<String> announced =
        send(
            "POST",
            "/api/events",
            validation,
            Map.of("Content-Type", "application/json", "aeg-event-type", "SubscriptionValidation"));
    HttpResponse<String> bare = event("application/json", validation);
    HttpResponse<String> without =
        event("application/json", validation.replace("validationCode", "other"));

    assertThat(announced.statusCode()).isEqualTo(200);
    assertThat(json(announced)).isEqualTo(Json.object().put("validationResponse", "512d38b6"));
    assertThat(json(bare)).isEqualTo(json(announced));
    assertThat(without.statusCode()).isEqualTo(400);
  }

  @Test
  void who_sends_cloud_events_is_told_that_they_are_welcome() throws Exception {
    HttpResponse<String> limited =
        send(
            "OPTIONS",
            "/api/events?code=any",
            "",
            Map.of("WebHook-Request-Origin", "eventgrid.azure.net", "WebHook-Request-Rate", "120"));
    HttpResponse<String> unlimited =
        send("OPTIONS", "/api/events", "", Map.of("WebHook-Request-Origin", "example.com"));
    HttpResponse<String> nobody = send("OPTIONS", "/api/events", "", Map.of());

    assertThat(limited.statusCode()).as(limited.body()).isEqualTo(200);
    assertThat(limited.headers().firstValue("WebHook-Allowed-Origin"))
        .contains("eventgrid.azure.net");
    assertThat(limited.headers().firstValue("WebHook-Allowed-Rate")).contains("120");
    assertThat(limited.headers().firstValue("Allow")).contains("POST, OPTIONS");
    assertThat(unlimited.headers().firstValue("WebHook-Allowed-Rate")).contains("*");
    assertThat(nobody.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/cloudevents+avro", "application/yaml"})
  void other_content_types_are_refused(String contentType) throws Exception {
    HttpResponse<String> refused = event(contentType, "x");

    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.body()).contains("application/cloudevents+json", contentType);
  }

  @Test
  void events_are_to_come_again_where_the_triggers_cannot_be_read() throws Exception {
    Path folder = Files.createDirectories(data.resolve("state").resolve("triggers"));
    Path unreadable = Files.write(folder.resolve("unreadable"), new byte[] {(byte) 0xFF});

    HttpResponse<String> answer = event(CLOUD_EVENT, ready("o1", "a.csv"));
    Files.delete(unreadable);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertThat(event(CLOUD_EVENT, ready("o1", "a.csv")).statusCode()).isEqualTo(202);
  }

  @Test
  void more_than_a_mebibyte_is_refused() throws Exception {
    HttpResponse<String> refused = event(CLOUD_EVENTS, "[" + " ".repeat(1024 * 1024) + "]");

    assertThat(refused.statusCode()).isEqualTo(413);
  }

  @Test
  void a_secret_is_sealed_and_opened_by_what_the_trigger_starts() throws Exception {
    HttpResponse<String> put =
        put(
            "secret",
            """
            filter: {type: com.example.ready}
            task:
              image: busybox
              environmentVariables:
                - {name: SIMULATED_DURATION, value: "0.1"}
                - {name: SIMULATED_LOG, secureValue: hush-4711}
            """);

    JsonNode started = json(event(CLOUD_EVENT, ready("s1", "a.csv"))).at("/events/0/started/0");
    JsonNode task = awaitEnd(started.path("status").asText());

    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    assertThat(put.body()).doesNotContain("hush-4711").doesNotContain("sealed");
    assertThat(task.path("state").asText()).as(task.toString()).isEqualTo("Succeeded");
    assertThat(get(started.path("status").asText() + "/logs").body()).contains("hush-4711");
    assertThat(get("/api/triggers/secret").body())
        .doesNotContain("hush-4711")
        .doesNotContain("sealed");
    assertThat(
            get("/runtime/webhooks/durabletask/instances/"
                    + started.path("instanceId").asText()
                    + "?showInput=true")
                .body())
        .contains("sealed")
        .doesNotContain("hush-4711");
  }

  @Test
  void of_two_who_change_a_trigger_one_is_told_to_look_again() throws Exception {
    String first = tag(put("shared", TRIGGER));

    HttpResponse<String> second = put("shared", TRIGGER, Map.of("If-Match", first));
    HttpResponse<String> late = put("shared", TRIGGER, Map.of("If-Match", first));
    HttpResponse<String> another = put("shared", TRIGGER, Map.of("If-None-Match", "*"));
    HttpResponse<String> paused =
        send("POST", "/api/triggers/shared/pause", "", Map.of("If-Match", first));
    HttpResponse<String> deleted =
        send("DELETE", "/api/triggers/shared", "", Map.of("If-Match", first));
    HttpResponse<String> missing = put("none", TRIGGER, Map.of("If-Match", "*"));

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("revision").asInt()).isEqualTo(2);
    assertThat(tag(second)).isNotEqualTo(first);
    assertThat(tag(get("/api/triggers/shared"))).isEqualTo(tag(second));
    assertThat(List.of(late, another, paused, deleted, missing))
        .allSatisfy(refused -> assertThat(refused.statusCode()).isEqualTo(412));
    assertThat(json(get("/api/triggers/shared")).path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void of_many_who_change_a_trigger_at_the_same_time_one_wins() throws Exception {
    String tag = tag(put("crowd", TRIGGER));

    List<CompletableFuture<Integer>> changes =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    HTTP.sendAsync(
                            request(
                                "PUT",
                                "/api/triggers/crowd",
                                TRIGGER,
                                Map.of("Content-Type", "application/yaml", "If-Match", tag)),
                            BodyHandlers.ofString())
                        .thenApply(HttpResponse::statusCode))
            .toList();

    assertThat(changes.stream().map(CompletableFuture::join).filter(status -> status == 200))
        .hasSize(1);
    assertThat(json(get("/api/triggers/crowd")).path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void a_trigger_that_was_deleted_and_put_again_is_another_one() throws Exception {
    String first = tag(put("again", TRIGGER));
    HttpResponse<String> deleted = send("DELETE", "/api/triggers/again", "", Map.of());
    put("again", TRIGGER);

    HttpResponse<String> late = put("again", TRIGGER, Map.of("If-Match", first));

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(late.statusCode()).isEqualTo(412);
  }

  @Test
  void a_paused_trigger_starts_nothing_until_it_goes_on() throws Exception {
    put("pausing", TRIGGER);

    JsonNode paused = json(send("POST", "/api/triggers/pausing/pause", "", Map.of()));
    JsonNode meanwhile = json(event(CLOUD_EVENT, ready("p1", "a.csv")));
    JsonNode resumed = json(send("POST", "/api/triggers/pausing/resume", "", Map.of()));
    JsonNode after = json(event(CLOUD_EVENT, ready("p2", "a.csv")));

    assertThat(paused.path("enabled").asBoolean()).isFalse();
    assertThat(paused.at("/definition/enabled").asBoolean(true)).isFalse();
    assertThat(meanwhile.path("unmatched").asInt()).isEqualTo(1);
    assertThat(resumed.path("enabled").asBoolean()).isTrue();
    assertThat(resumed.path("revision").asInt()).isEqualTo(3);
    assertThat(after.path("started").asInt()).isEqualTo(1);
  }

  @Test
  void the_list_has_each_trigger_with_its_last_run() throws Exception {
    put("a", TRIGGER);
    put("b", TRIGGER.replace("filter:", "enabled: false\nfilter:"));
    event(CLOUD_EVENTS, "[" + ready("l1", "a.csv") + "," + ready("l2", "b.csv") + "]");

    JsonNode list = json(get("/api/triggers")).path("triggers");

    assertThat(list.findValuesAsText("name")).containsExactly("a", "b");
    assertThat(list.at("/0/runs")).hasSize(1);
    assertThat(list.at("/0/runs/0/event/id").asText()).isEqualTo("l2");
    assertThat(list.at("/1/enabled").asBoolean()).isFalse();
    assertThat(list.at("/1/runs")).isEmpty();
  }

  @Test
  void a_trigger_keeps_its_last_ten_runs() throws Exception {
    put("busy", TRIGGER);

    event(
        CLOUD_EVENTS,
        IntStream.rangeClosed(1, 12).mapToObj(i -> ready("b" + i, i + ".csv")).toList().toString());

    JsonNode runs = json(get("/api/triggers/busy")).path("runs");
    assertThat(
            StreamSupport.stream(runs.spliterator(), false)
                .map(run -> run.at("/event/id").asText()))
        .startsWith("b12", "b11")
        .hasSize(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{task: {image: busybox}}; /filter; every event",
        "{filter: {}, task: {image: busybox}}; /filter; every event",
        "{filter: {type: []}, task: {image: busybox}}; /filter/type; at least one",
        "{filter: {type: 5}, task: {image: busybox}}; /filter/type; must be text",
        "{filter: {types: a}, task: {image: busybox}}; /filter/types; is not known here",
        "{filter: {type: a}}; ''; exactly one of task, batch and pipeline",
        "{filter: {type: a}, task: {image: 'b:{{event.nothing}}'}}; /task/image; no field nothing",
        "{blobs: A/b, task: {image: busybox}}; /blobs; a container's name",
        "{blobs: estiba-state/, task: {image: busybox}}; /blobs; Estiba's own",
        "{blobs: incoming/, task: {image: busybox}}; /blobs; AzureWebJobsStorage"
      })
  void a_wrong_trigger_is_refused_with_its_place(String yaml, String path, String message)
      throws Exception {
    HttpResponse<String> refused = put("wrong", yaml);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json(refused).path("errors"))
        .anySatisfy(
            error -> {
              assertThat(error.path("path").asText()).isEqualTo(path);
              assertThat(error.path("message").asText()).contains(message);
            });
  }

  @Test
  void a_trigger_has_a_name_that_can_be_a_part_of_an_id() throws Exception {
    HttpResponse<String> refused = put("Not_This", TRIGGER);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("lower-case letters");
    assertThat(get("/api/triggers/Not_This").statusCode()).isEqualTo(404);
    assertThat(get("/api/triggers/nobody").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/api/triggers/nobody/pause", "", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(send("DELETE", "/api/triggers/nobody", "", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void a_trigger_is_checked_without_being_put() throws Exception {
    HttpResponse<String> right =
        send("POST", "/api/lint", TRIGGER, Map.of("Content-Type", "application/yaml"));
    HttpResponse<String> wrong =
        send("POST", "/api/lint", "filter: {}", Map.of("Content-Type", "application/yaml"));

    assertThat(json(right)).isEqualTo(Json.object().put("valid", true).put("kind", "Trigger"));
    assertThat(json(wrong).path("valid").asBoolean(true)).isFalse();
    assertThat(json(get("/api/schemas/trigger.json")).path("title").asText())
        .isEqualTo("Estiba trigger");
  }

  private static String ready(String id, String subject) {
    return Json.object()
        .put("specversion", "1.0")
        .put("id", id)
        .put("source", "/shop")
        .put("type", "com.example.ready")
        .put("subject", subject)
        .put("time", "2026-01-31T09:30:00Z")
        .set("data", Json.object().put("rows", 5))
        .toString();
  }

  private static String blobCreated(String id, String url, String eTag) {
    return """
        {"id": "%s-%s", "topic": "/t", "subject": "/s", "eventTime": "2026-01-31T09:30:00Z",
         "eventType": "Microsoft.Storage.BlobCreated", "data": {"url": "%s", "eTag": "%s"}}
        """
        .formatted(id, UUID.randomUUID(), url, eTag);
  }

  private static HttpResponse<String> put(String name, String yaml) throws Exception {
    return put(name, yaml, Map.of());
  }

  private static HttpResponse<String> put(String name, String yaml, Map<String, String> headers)
      throws Exception {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/yaml");
    return send("PUT", "/api/triggers/" + name, yaml, all);
  }

  private static HttpResponse<String> event(String contentType, String body) throws Exception {
    return send("POST", "/api/events", body, Map.of("Content-Type", contentType));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "", Map.of());
  }

  private static HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers) throws Exception {
    return HTTP.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  private static HttpRequest request(
      String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body(), JsonNode.class);
  }

  private static JsonNode awaitEnd(String path) {
    return await().until(() -> json(get(path)), view -> view.path("ended").asBoolean());
  }
}
