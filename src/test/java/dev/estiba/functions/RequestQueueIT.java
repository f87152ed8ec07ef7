package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests from a real queue, on simulated containers. */
@NeedsAzurite
class RequestQueueIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Nobody has it, so that its key cannot be read. */
  private static final String NO_VAULT = "https://nobody-has-this.vault.azure.net/secrets/key";

  @TempDir private Path folder;
  private Azurite azurite;
  private EmbeddedEstiba estiba;

  @BeforeEach
  void start() throws Exception {
    azurite = Azurite.startWithQueues(Files.createDirectory(folder.resolve("azurite")));
    queue("estiba-requests").create();
    startEstiba(Map.of());
  }

  private void startEstiba(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("AzureWebJobsStorage", azurite.connectionString());
    settings.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:01");
    settings.put("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:01");
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    folder.resolve("data"),
                    0,
                    RuntimeChoice.SIMULATED,
                    settings,
                    Access.withoutKeys()))
            .orElseThrow();
  }

  @AfterEach
  void stop() {
    estiba.close();
    azurite.close();
  }

  private QueueClient queue(String name) {
    return new QueueServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .buildClient()
        .getQueueClient(name);
  }

  /** Puts a message as it is, and returns its id. */
  private String send(String message) {
    return queue("estiba-requests").sendMessage(message).getMessageId();
  }

  private JsonNode awaitPoison() {
    return await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () -> Json.parse(queue("estiba-requests-poison").receiveMessage().getBody().toString()),
            poison -> true);
  }

  private void awaitEmptyQueue() {
    await()
        .atMost(LONG)
        .until(() -> queue("estiba-requests").getProperties().getApproximateMessagesCount() == 0);
  }

  private HttpResponse<String> call(String method, String path, String body, String key)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = call("GET", path, "", "none");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  /** The same request over HTTP with the message's id as its key finds what the message started. */
  private String idOf(String kind, String document, String messageId) throws Exception {
    HttpResponse<String> answer = call("POST", "/api/" + kind, document, messageId);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.parse(answer.body()).path("id").asText();
  }

  private List<String> instances() throws Exception {
    return get("/runtime/webhooks/durabletask/instances?showInput=false")
        .findValuesAsText("instanceId");
  }

  private JsonNode awaitEnd(String path) {
    return await().atMost(LONG).until(() -> get(path), run -> run.path("ended").asBoolean());
  }

  @Test
  void each_message_is_one_run_whatever_its_encoding() throws Exception {
    String task = "{\"image\": \"busybox\"}";
    String batch = "{\"count\": 2, \"task\": {\"image\": \"busybox\"}}";

    String first = send(task);
    String second = send(Base64.getEncoder().encodeToString(task.getBytes(StandardCharsets.UTF_8)));
    String third = send(batch);
    awaitEmptyQueue();

    List<String> started = instances();
    String firstId = idOf("tasks", task, first);
    String secondId = idOf("tasks", task, second);
    String batchId = idOf("batches", batch, third);
    assertThat(firstId).isNotEqualTo(secondId);
    assertThat(started).contains(firstId, secondId, batchId);
    assertThat(awaitEnd("/api/tasks/" + firstId).path("state").asText()).isEqualTo("Succeeded");
    assertThat(awaitEnd("/api/tasks/" + secondId).path("state").asText()).isEqualTo("Succeeded");
    assertThat(awaitEnd("/api/batches/" + batchId).at("/result/counts/succeeded").asInt())
        .isEqualTo(2);
    assertThat(get("/api/rejected").path("rejected")).isEmpty();
  }

  @Test
  void a_bad_message_ends_in_the_poison_queue_with_its_reason_and_people_see_it() throws Exception {
    String id = send("{\"image\": \"busybox\", \"imagen\": 1}");

    JsonNode poison = awaitPoison();

    awaitEmptyQueue();
    JsonNode listed = get("/api/rejected").at("/rejected/0");
    assertThat(poison.path("messageId").asText()).isEqualTo(id);
    assertThat(poison.path("reason").asText())
        .contains("/imagen")
        .isEqualTo(listed.path("reason").asText());
    assertThat(listed.path("id").asText()).isEqualTo(id);
    assertThat(get("/api/rejected/" + id).path("request").asText())
        .isEqualTo(poison.path("request").asText());
    assertThat(instances()).isEmpty();
  }

  @Test
  void a_bad_message_as_large_as_a_queue_takes_is_kept_whole() throws Exception {
    String large = "{\"name\": \"" + "\\\"".repeat(32_000) + "\"}";

    String id = send(large);

    JsonNode poison = awaitPoison();
    assertThat(poison.has("request")).isFalse();
    assertThat(get(poison.path("kept").asText()).path("request").asText()).isEqualTo(large);
    assertThat(poison.path("messageId").asText()).isEqualTo(id);
  }

  @Test
  void a_start_that_is_refused_for_a_while_is_tried_again() throws Exception {
    estiba.close();
    startEstiba(Map.of("ESTIBA_SEALING_KEY", NO_VAULT));
    String task =
        "{\"image\": \"busybox\","
            + " \"environmentVariables\": [{\"name\": \"A\", \"secureValue\": \"hush\"}]}";

    String id = send(task);
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> queue("estiba-requests").peekMessage().getDequeueCount(), tries -> tries >= 1);
    assertThat(instances()).isEmpty();
    assertThat(get("/api/rejected").path("rejected")).isEmpty();
    estiba.close();
    startEstiba(Map.of());

    awaitEmptyQueue();
    List<String> started = instances();
    String taskId = idOf("tasks", task, id);
    assertThat(started).contains(taskId);
    assertThat(awaitEnd("/api/tasks/" + taskId).path("state").asText()).isEqualTo("Succeeded");
    assertThat(get("/api/rejected").path("rejected")).isEmpty();
  }
}
