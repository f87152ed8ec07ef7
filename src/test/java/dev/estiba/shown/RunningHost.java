package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code ./estiba up} that answers, and a client of its HTTP API. */
record RunningHost(EstibaProcess process, URI url, String key) {

  private static final Pattern READY =
      Pattern.compile("(?m)^Ready at (http://(?:127\\.0\\.0\\.1|localhost):\\d+)");
  private static final Pattern DATA = Pattern.compile("(?m)^State is kept in (.*)\\.$");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** What was answered. */
  record Answer(int status, HttpResponse<String> response) {

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return Json.parse(body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Answer expect(int expected) {
      assertThat(status).as(body()).isEqualTo(expected);
      return this;
    }
  }

  static RunningHost await(EstibaProcess process) {
    process.awaitStdout("Press Ctrl-C to stop.");
    Matcher ready = READY.matcher(process.stdout());
    assertThat(ready.find()).as(process.stdout()).isTrue();
    return new RunningHost(process, URI.create(ready.group(1)), masterKey(process.stdout()));
  }

  private static String masterKey(String announcement) {
    Matcher data = DATA.matcher(announcement);
    assertThat(data.find()).as(announcement).isTrue();
    try {
      return Keys.masterKey(Path.of(data.group(1))).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunningHost withKey(String other) {
    return new RunningHost(process, url, other);
  }

  Answer get(String pathOrUrl) {
    return send("GET", pathOrUrl, "application/json", "");
  }

  Answer post(String pathOrUrl, String json) {
    return send("POST", pathOrUrl, "application/json", json);
  }

  Answer delete(String pathOrUrl) {
    return send("DELETE", pathOrUrl, "application/json", "");
  }

  Answer send(String method, String pathOrUrl, String contentType, String body) {
    return send(request(method, pathOrUrl, contentType, body).build());
  }

  private HttpRequest.Builder request(
      String method, String pathOrUrl, String contentType, String body) {
    return HttpRequest.newBuilder(url.resolve(pathOrUrl))
        .timeout(LONGEST)
        .header("Content-Type", contentType)
        .header("x-functions-key", key)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(request + ", " + process, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Submits a shell script as a task and returns the check-status payload. */
  JsonNode submit(String script) {
    JsonNode task = shellTask(script);
    return post("/api/tasks", Json.write(task)).expect(202).json();
  }

  /** May be repeated: it is one task for each key. */
  JsonNode submitOnce(String task, String idempotencyKey) {
    return send(request("POST", "/api/tasks", "application/json", task)
            .header("Idempotency-Key", idempotencyKey)
            .build())
        .expect(202)
        .json();
  }

  static JsonNode shellTask(String script) {
    var task = Json.object().put("image", "busybox");
    task.putArray("command").add("sh").add("-c").add(script);
    return task;
  }

  /** The instance as the status-query URL tells it. */
  JsonNode status(JsonNode payload) {
    return get("/runtime/webhooks/durabletask/instances/" + payload.path("id").asText()).json();
  }

  JsonNode awaitStatus(JsonNode payload, Predicate<JsonNode> condition) {
    return Awaitility.await("the status of " + payload.path("id"))
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> status(payload), condition);
  }

  /** Waits for the orchestration to complete and returns the task's result. */
  JsonNode awaitResult(JsonNode payload) {
    return awaitRuntimeStatus(payload, "Completed").path("output");
  }

  JsonNode awaitRuntimeStatus(JsonNode payload, String runtimeStatus) {
    return awaitStatus(
        payload, status -> status.path("runtimeStatus").asText().equals(runtimeStatus));
  }

  JsonNode awaitPhase(JsonNode payload, String phase) {
    return awaitStatus(
        payload, status -> status.path("customStatus").path("phase").asText().equals(phase));
  }

  String log(JsonNode payload) {
    return get("/api/tasks/" + payload.path("id").asText() + "/logs").expect(200).body();
  }

  void awaitLog(JsonNode payload, String text) {
    Awaitility.await("the log of " + payload.path("id"))
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> log(payload).contains(text));
  }
}
