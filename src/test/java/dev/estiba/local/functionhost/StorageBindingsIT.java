package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueStorageException;
import dev.estiba.local.functionhost.sample.StorageSamples;
import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsAzurite
class StorageBindingsIT {

  @TempDir private static Path folder;
  private static Azurite azurite;

  private final String run = UUID.randomUUID().toString();
  @TempDir private Path data;
  private FunctionHost host;

  @BeforeAll
  static void start() throws IOException {
    azurite = Azurite.startWithQueues(folder);
  }

  @AfterAll
  static void stop() {
    azurite.close();
  }

  @BeforeEach
  void startHost() {
    StorageSamples.ARRIVED.clear();
    host =
        FunctionHost.start(
            TestHttp.withoutKeys(data, List.of(StorageSamples.class))
                .withSettings(Map.of("Work", azurite.connectionString(), "RUN", run)));
  }

  @AfterEach
  void stopHost() {
    host.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return http().send("POST", "/api/" + path, body, Map.of());
  }

  private TestHttp http() {
    return new TestHttp(host.url());
  }

  private QueueClient queue(String name) {
    return new QueueServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .messageEncoding(QueueMessageEncoding.BASE64)
        .buildClient()
        .getQueueClient(name + "-" + run);
  }

  /** Null if there is no such queue. */
  private List<String> messages(String queue) {
    try {
      return queue(queue).receiveMessages(10).stream()
          .map(message -> message.getBody().toString())
          .toList();
    } catch (QueueStorageException e) {
      assertThat(e.getStatusCode()).isEqualTo(404);
      return null;
    }
  }

  private BlobContainerClient container() {
    return new BlobServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .buildClient()
        .getBlobContainerClient("c-" + run);
  }

  private String blob(String name) {
    return container().getBlobClient(name).downloadContent().toString();
  }

  @Test
  void outputs_are_put_into_queues_and_blobs_that_are_made_if_missing() {
    assertThat(post("load/7?kind=box", "hola").statusCode()).isEqualTo(204);

    assertThat(messages("texts")).containsExactly("hola");
    assertThat(messages("bytes")).containsExactly("\u0001\u0002\u0003");
    assertThat(messages("crates"))
        .containsExactly("{\"id\":\"a\",\"weight\":1}", "{\"id\":\"b\",\"weight\":2}");
    assertThat(messages("array")).containsExactly("x", "y");
    assertThat(messages("none")).isNull();
    assertThat(blob("7/box.json")).isEqualTo("{\"id\":\"c\",\"weight\":3}");
    assertThat(container().getBlobClient("7/raw").downloadContent().toBytes())
        .containsExactly(0, -1);
  }

  @Test
  void the_fields_of_a_json_body_are_names_as_well() {
    assertThat(post("load/8", "{\"kind\":\"barrel\"}").statusCode()).isEqualTo(204);

    assertThat(blob("8/barrel.json")).isEqualTo("{\"id\":\"c\",\"weight\":3}");
  }

  @Test
  void a_function_that_fails_puts_nothing_out() {
    assertThat(post("load/7?kind=box", "sink").statusCode()).isEqualTo(500);

    assertThat(messages("texts")).isNull();
    assertThat(container().exists()).isFalse();
  }

  @Test
  void an_expression_that_names_nothing_fails_the_run_before_anything_is_put_out() {
    assertThat(post("load/7", "hola").statusCode()).isEqualTo(500);

    assertThat(messages("texts")).isNull();
    assertThat(container().exists()).isFalse();
  }

  @Test
  void a_blob_is_read_as_the_type_that_its_parameter_declares() {
    assertThat(http().get("/api/weigh/7?kind=box").body()).isEqualTo("null Optional.empty null");

    post("load/7?kind=box", "hola");

    assertThat(http().get("/api/weigh/7?kind=box").body())
        .isEqualTo("Crate[id=c, weight=3] Optional[{\"id\":\"c\",\"weight\":3}] 2");
  }

  @Test
  void what_a_function_returns_goes_to_its_queue_and_on_without_waiting_for_a_poll() {
    // The listener has found its queue missing for a while, and polls ever less often.
    await().during(Duration.ofSeconds(4)).until(StorageSamples.ARRIVED::isEmpty);

    HttpResponse<String> response = post("returned", "");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    await().atMost(Duration.ofSeconds(2)).until(() -> !StorageSamples.ARRIVED.isEmpty());
    String name = "returned-" + Year.now(ZoneOffset.UTC) + "-Relay.txt";
    await().ignoreExceptions().untilAsserted(() -> assertThat(blob(name)).isEqualTo("weight 1"));
  }

  @Test
  void an_activity_has_outputs_as_well() {
    host.taskHub().schedule(new NewInstance("Voyage", null, null, null));

    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(blob("unloaded/far")).isEqualTo("unloaded"));
  }

  @Test
  void a_storage_that_is_away_fails_the_run_and_not_the_host() throws IOException {
    azurite.close();
    try {
      assertThat(post("load/7?kind=box", "hola").statusCode()).isEqualTo(500);
    } finally {
      azurite.start();
    }

    assertThat(post("load/7?kind=box", "hola").statusCode()).isEqualTo(204);
  }
}
