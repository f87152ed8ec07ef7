package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.SharedDocuments;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with rejected requests, over HTTP. */
class RejectedApiTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TASK = "{\"image\": \"busybox\"}";

  @TempDir private static Path data;
  private static EmbeddedEstiba estiba;
  private static Rejections rejections;

  @BeforeAll
  static void start() throws Exception {
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    data, 0, RuntimeChoice.SIMULATED, Map.of(), Access.withoutKeys()))
            .orElseThrow();
    rejections =
        new Rejections(
            new SharedDocuments(new DirectoryDocumentStore(data.resolve("state"))),
            InstantSource.system());
  }

  @AfterAll
  static void stop() {
    estiba.close();
  }

  private static void reject(String id, String source, String text) throws IOException {
    RejectedRequest unused =
        rejections.keep(
            id, source, "bad " + id, List.of(new Problem("/image", "is required")), text);
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  @Test
  void without_a_storage_the_queue_is_off() {
    assertThat(estiba.functionLines()).contains("StartFromQueue: disabled");
  }

  @Test
  void they_are_listed_seen_and_ticked_off() throws Exception {
    reject("older", "queue", "{}");
    reject("newer", "elsewhere", "{\"cpu\": 1}");

    JsonNode newest = get("/api/rejected?top=1").path("rejected");
    JsonNode one = get("/api/rejected/newer");

    assertThat(newest).hasSize(1);
    assertThat(newest.get(0).path("id").asText()).isEqualTo("newer");
    assertThat(newest.get(0).path("source").asText()).isEqualTo("elsewhere");
    assertThat(newest.get(0).path("reason").asText()).isEqualTo("bad newer");
    assertThat(newest.get(0).path("at").asText()).isEqualTo(one.path("at").asText()).endsWith("Z");
    assertThat(newest.get(0).has("request")).isFalse();
    assertThat(one.path("request").asText()).isEqualTo("{\"cpu\": 1}");
    assertThat(one.at("/errors/0/path").asText()).isEqualTo("/image");

    assertThat(send("DELETE", "/api/rejected/newer").statusCode()).isEqualTo(204);

    assertThat(send("GET", "/api/rejected/newer").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/api/rejected/newer").statusCode()).isEqualTo(404);
    assertThat(get("/api/rejected").path("rejected").findValuesAsText("id"))
        .contains("older")
        .doesNotContain("newer");
  }

  @Test
  void one_that_can_be_started_now_is_and_is_forgotten() throws Exception {
    reject("late", "queue", TASK);

    HttpResponse<String> started = send("POST", "/api/rejected/late/retry");

    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String id = Json.parse(started.body()).path("id").asText();
    assertThat(get("/api/tasks/" + id).path("id").asText()).isEqualTo(id);
    assertThat(send("GET", "/api/rejected/late").statusCode()).isEqualTo(404);

    reject("late", "queue", TASK);
    assertThat(Json.parse(send("POST", "/api/rejected/late/retry").body()).path("id").asText())
        .as("its id is its key")
        .isEqualTo(id);
  }

  @Test
  void one_that_is_still_bad_stays() throws Exception {
    reject("bad", "queue", "{\"imagen\": 1}");

    HttpResponse<String> refused = send("POST", "/api/rejected/bad/retry");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("/imagen");
    assertThat(get("/api/rejected/bad").path("id").asText()).isEqualTo("bad");
  }

  @Test
  void what_came_from_elsewhere_is_to_be_sent_again() throws Exception {
    reject("event", "elsewhere", TASK);

    assertThat(send("POST", "/api/rejected/event/retry").statusCode()).isEqualTo(409);
    assertThat(send("POST", "/api/rejected/nobody/retry").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "all", "1000000000000"})
  void a_wrong_number_is_told(String top) throws Exception {
    HttpResponse<String> refused = send("GET", "/api/rejected?top=" + top);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("from 1 to 100");
  }
}
