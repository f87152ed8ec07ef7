package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationStatusQuery;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.TaskHub;
import dev.estiba.local.taskhub.TaskHubOptions;
import dev.estiba.local.taskhub.TaskRegistry;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message starts, on a task hub that runs nothing. */
class RequestQueueFunctionTest {

  private static final String ID = "6a1f2e3d-0b4c-4d5e-8f90-123456789abc";
  private static final String OTHER_ID = "00000000-0b4c-4d5e-8f90-123456789abc";
  private static final String TASK = "{\"image\": \"busybox\"}";

  @TempDir private Path folder;
  private Services services;
  private TaskHub hub;
  private int port;
  private final Poison poison = new Poison();

  /** The output, as the host gives it to a run. */
  private static final class Poison implements OutputBinding<String> {

    private String value;

    @Override
    public String getValue() {
      return value;
    }

    @Override
    public void setValue(String newValue) {
      value = newValue;
    }

    JsonNode json() {
      return Json.read(value, JsonNode.class);
    }
  }

  @BeforeEach
  void start() {
    services =
        new Services(
            Map.of(
                "ESTIBA_APP",
                "app",
                "AZURE_SUBSCRIPTION_ID",
                "sub",
                "ESTIBA_LOG_DIRECTORY",
                folder.resolve("logs").toString()));
    openHub();
  }

  private void openHub() {
    hub = TaskHub.open(TaskHubOptions.of(folder.resolve("hub.db")), new TaskRegistry());
    port = hub.port();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private DurableClientContext context() {
    return new Gson()
        .fromJson(
            "{\"taskHubName\": \"hub\", \"rpcBaseUrl\": \"http://127.0.0.1:" + port + "\"}",
            DurableClientContext.class);
  }

  private void deliver(String id, String message, int times) throws IOException {
    new RequestQueueFunction(services)
        .startFromQueue(message, id, Integer.toString(times), context(), poison);
  }

  private List<OrchestrationMetadata> started() {
    try (DurableTaskClient client = context().getClient()) {
      return client.queryInstances(new OrchestrationStatusQuery()).getOrchestrationState();
    }
  }

  private RejectedRequest rejected() throws IOException {
    List<RejectedRequest> all = services.rejections().newest(10);
    assertThat(all).hasSize(1);
    assertThat(poison.json().path("messageId").asText()).isEqualTo(all.get(0).id());
    assertThat(poison.json().path("reason").asText()).isEqualTo(all.get(0).reason());
    assertThat(all.get(0).source()).isEqualTo("queue");
    return all.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RunTask     | {'image': 'busybox'}",
        "RunTask     | image: busybox",
        "RunBatch    | {'count': 2, 'task': {'image': 'busybox'}}",
        "RunPipeline | {'steps': [{'name': 'a', 'task': {'image': 'busybox'}}]}",
      })
  void each_kind_of_request_is_started_with_the_messages_id_as_its_key(
      String orchestrator, String message) throws IOException {
    deliver(ID, message.replace('\'', '"'), 1);

    assertThat(poison.value).isNull();
    assertThat(started())
        .singleElement()
        .satisfies(
            instance -> {
              assertThat(instance.getName()).isEqualTo(orchestrator);
              assertThat(instance.getInstanceId())
                  .isEqualTo(Instances.idOf(services.settings(), ID));
            });
  }

  @Test
  void a_message_in_base64_is_the_same_request() throws IOException {
    deliver(ID, TASK, 1);
    deliver(ID, Base64.getEncoder().encodeToString(TASK.getBytes(StandardCharsets.UTF_8)), 2);

    assertThat(poison.value).isNull();
    assertThat(started()).hasSize(1);
  }

  @Test
  void a_message_that_is_delivered_again_starts_nothing_and_another_one_does() throws IOException {
    deliver(ID, TASK, 1);
    deliver(ID, TASK, 2);
    assertThat(started()).hasSize(1);

    deliver(OTHER_ID, TASK, 1);

    assertThat(started()).hasSize(2);
    assertThat(poison.value).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'image': 'busybox', 'imagen': 1} | /imagen",
        "{'image': 'busybox',              | is not JSON",
        "hello                             | object",
        "{'count': -1, 'task': {'image': 'busybox'}} | /count",
      })
  void a_bad_message_goes_to_the_poison_queue_at_once_and_is_kept(String message, String told)
      throws IOException {
    String text = message.replace('\'', '"');

    deliver(ID, text, 1);

    assertThat(rejected().reason()).startsWith("Invalid request: ").contains(told);
    assertThat(rejected().id()).isEqualTo(ID);
    assertThat(rejected().request()).isEqualTo(text);
    assertThat(poison.json().path("request").asText()).isEqualTo(text);
    assertThat(poison.json().at("/errors/0/message").asText()).isNotEmpty();
    assertThat(started()).isEmpty();
  }

  @Test
  void a_place_in_the_text_is_told() throws IOException {
    deliver(ID, "{\n  \"image\": \"busybox\",\n  \"cpu\": \"much\"\n}", 1);

    assertThat(poison.json().at("/errors/0/path").asText()).isEqualTo("/cpu");
    assertThat(poison.json().at("/errors/0/line").asInt()).isEqualTo(3);
    assertThat(rejected().errors().get(0).toString()).contains("/cpu");
  }

  @Test
  void a_document_that_is_too_large_is_rejected_and_kept_whole() throws IOException {
    String large = "{\"image\": \"busybox\"" + " ".repeat(1024 * 1024) + "}";

    deliver(ID, large, 1);

    assertThat(rejected().reason()).contains("may have at most 1048576 bytes");
    assertThat(rejected().request()).isEqualTo(large);
    assertThat(poison.json().has("request")).isFalse();
    assertThat(poison.json().path("kept").asText()).isEqualTo("/api/rejected/" + ID);
  }

  @Test
  void the_same_id_with_another_request_is_rejected() throws IOException {
    deliver(ID, TASK, 1);
    deliver(ID, "{\"image\": \"alpine\"}", 1);

    assertThat(rejected().reason())
        .contains("Another request", Instances.idOf(services.settings(), ID));
    assertThat(started()).hasSize(1);
  }

  @Test
  void a_secret_that_nothing_can_seal_is_rejected_with_the_remedy() throws IOException {
    deliver(
        ID,
        "{\"image\": \"busybox\","
            + " \"environmentVariables\": [{\"name\": \"A\", \"secureValue\": \"hush-4711\"}]}",
        1);

    assertThat(rejected().reason()).contains("ESTIBA_SEALING_KEY").doesNotContain("hush-4711");
    assertThat(started()).isEmpty();
  }

  @Test
  void a_message_that_names_itself_is_rejected_under_an_id_of_its_own() throws IOException {
    deliver(OTHER_ID, "{\"image\": \"busybox\", \"Id\": \"" + OTHER_ID + "\"}", 1);

    assertThat(rejected().id()).isNotEqualTo(OTHER_ID);
    assertThat(rejected().reason()).contains("/Id");
  }

  @Test
  void what_cannot_be_started_now_stays_in_the_queue_and_starts_later() throws IOException {
    hub.close();
    assertThatThrownBy(() -> deliver(ID, TASK, 1)).isInstanceOf(StatusRuntimeException.class);
    assertThat(services.rejections().newest(10)).isEmpty();
    assertThat(poison.value).isNull();

    openHub();
    deliver(ID, TASK, 2);

    assertThat(started()).hasSize(1);
    assertThat(poison.value).isNull();
  }

  @Test
  void at_the_last_delivery_it_is_rejected_with_what_kept_it_from_starting() throws IOException {
    hub.close();

    deliver(ID, TASK, services.deliveries().most());

    assertThat(rejected().reason()).startsWith("Not started in 20 tries").contains("UNAVAILABLE");
    assertThat(rejected().request()).isEqualTo(TASK);
    assertThat(rejected().errors()).isEmpty();
  }
}
