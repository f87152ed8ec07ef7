package dev.estiba.local.functionhost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import dev.estiba.local.functionhost.health.HealthCheck;
import dev.estiba.local.functionhost.sample.QueueSamples;
import dev.estiba.local.functionhost.storage.MessageEncoding;
import dev.estiba.local.functionhost.storage.QueueOptions;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsAzurite
class QueueTriggerIT {

  private static final QueueOptions OPTIONS =
      QueueOptions.defaults().withMaxPollingInterval(Duration.ofMillis(200));

  @TempDir private static Path folder;
  private static Azurite azurite;

  private final String queueName = "q-" + UUID.randomUUID();
  @TempDir private Path data;

  @BeforeAll
  static void start() throws IOException {
    azurite = Azurite.startWithQueues(folder);
  }

  @AfterAll
  static void stop() {
    azurite.close();
  }

  @BeforeEach
  void forget() {
    QueueSamples.SEEN.clear();
    QueueSamples.Held.release = new CountDownLatch(1);
    QueueSamples.Held.MOST.set(0);
  }

  @AfterEach
  void letGo() {
    QueueSamples.Held.release.countDown();
  }

  private FunctionHost host(QueueOptions options, Class<?> functions) {
    return FunctionHost.start(
        TestHttp.withoutKeys(data, List.of(functions))
            .withSettings(Map.of("Work", azurite.connectionString(), "IN", queueName)),
        options);
  }

  private static QueueServiceClient service(QueueMessageEncoding encoding) {
    return new QueueServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .messageEncoding(encoding)
        .buildClient();
  }

  private QueueClient queue() {
    QueueClient queue = service(QueueMessageEncoding.BASE64).getQueueClient(queueName);
    queue.createIfNotExists();
    return queue;
  }

  private QueueClient rawQueue() {
    queue();
    return service(QueueMessageEncoding.NONE).getQueueClient(queueName);
  }

  private QueueClient poisonQueue() {
    return service(QueueMessageEncoding.NONE).getQueueClient(queueName + "-poison");
  }

  private void awaitEmpty() {
    await().until(() -> queue().getProperties().getApproximateMessagesCount() == 0);
  }

  private static void awaitRuns(int count) {
    await().until(() -> QueueSamples.SEEN.size() >= count);
  }

  private String awaitPoison() {
    await()
        .ignoreExceptions()
        .until(() -> poisonQueue().getProperties().getApproximateMessagesCount() == 1);
    return poisonQueue().receiveMessage().getBody().toString();
  }

  @Test
  void a_message_runs_its_function_once_and_is_deleted() {
    String text = "{\"id\":\"a\",\"boxes\":3}";
    queue().sendMessage(text);

    try (FunctionHost unused = host(OPTIONS, QueueSamples.Ship.class)) {
      awaitRuns(1);
      awaitEmpty();
    }

    assertThat(QueueSamples.SEEN)
        .containsExactly(new QueueSamples.Ship.Seen(new QueueSamples.Order("a", 3), 1, "a", text));
  }

  @Test
  void metadata_tells_of_the_message_and_its_times() {
    String id = queue().sendMessage("hola").getMessageId();

    try (FunctionHost unused = host(OPTIONS, QueueSamples.Times.class)) {
      awaitRuns(5);
    }

    assertThat(QueueSamples.SEEN.get(0)).isEqualTo(id);
    assertThat(QueueSamples.SEEN.get(1).toString()).isNotBlank();
    assertThat(QueueSamples.SEEN.subList(2, 5))
        .allSatisfy(time -> assertThat(OffsetDateTime.parse((String) time)).isNotNull());
  }

  @Test
  void a_parameter_takes_the_message_as_the_type_that_it_declares() {
    queue().sendMessage("\"¿qué?\"");
    try (FunctionHost unused = host(OPTIONS, QueueSamples.Text.class)) {
      awaitRuns(1);
    }
    queue().sendMessage("bytes");
    try (FunctionHost unused = host(OPTIONS, QueueSamples.Bytes.class)) {
      awaitRuns(2);
    }
    queue().sendMessage("42");
    try (FunctionHost unused = host(OPTIONS, QueueSamples.Numbers.class)) {
      awaitRuns(3);
    }

    assertThat(QueueSamples.SEEN.get(0)).isEqualTo("\"¿qué?\"");
    assertThat(QueueSamples.SEEN.get(1)).isEqualTo("bytes".getBytes(UTF_8));
    assertThat(QueueSamples.SEEN.get(2)).isEqualTo(Optional.of(42));
  }

  @Test
  void a_message_that_fails_comes_again_until_it_succeeds() {
    QueueSamples.Failing.FAILURES.set(2);
    queue().sendMessage("x");

    try (FunctionHost unused = host(OPTIONS, QueueSamples.Failing.class)) {
      awaitRuns(3);
      awaitEmpty();
    }

    assertThat(QueueSamples.SEEN).containsExactly(1, 2, 3);
  }

  @Test
  void a_message_that_always_fails_ends_in_the_poison_queue() {
    QueueSamples.Failing.FAILURES.set(Integer.MAX_VALUE);
    queue().sendMessage("x");

    try (FunctionHost unused = host(OPTIONS, QueueSamples.Failing.class)) {
      assertThat(awaitPoison()).isEqualTo("eA==");
      awaitEmpty();
    }

    assertThat(QueueSamples.SEEN).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void a_failed_message_rests_for_the_visibility_timeout() {
    QueueSamples.Failing.FAILURES.set(1);
    queue().sendMessage("x");

    try (FunctionHost unused =
        host(OPTIONS.withVisibilityTimeout(Duration.ofSeconds(3)), QueueSamples.Failing.class)) {
      awaitRuns(1);
      await().during(Duration.ofSeconds(1)).until(() -> QueueSamples.SEEN.size() == 1);
      awaitRuns(2);
    }
  }

  @Test
  void a_message_that_is_no_base64_goes_to_the_poison_queue_unseen() {
    rawQueue().sendMessage("¡not base64!");

    try (FunctionHost unused = host(OPTIONS, QueueSamples.Text.class)) {
      assertThat(awaitPoison()).isEqualTo("¡not base64!");
      awaitEmpty();
    }

    assertThat(QueueSamples.SEEN).isEmpty();
  }

  @Test
  void without_an_encoding_a_message_is_its_text() {
    rawQueue().sendMessage("¡not base64!");

    try (FunctionHost unused =
        host(OPTIONS.withMessageEncoding(MessageEncoding.NONE), QueueSamples.Text.class)) {
      awaitRuns(1);
    }

    assertThat(QueueSamples.SEEN).containsExactly("¡not base64!");
  }

  @Test
  void a_run_that_is_longer_than_the_lease_keeps_its_message() {
    queue().sendMessage("x");

    try (FunctionHost unused =
        host(OPTIONS.withLease(Duration.ofSeconds(1)), QueueSamples.Held.class)) {
      awaitRuns(1);
      await().during(Duration.ofSeconds(4)).until(() -> QueueSamples.SEEN.size() == 1);
      QueueSamples.Held.release.countDown();
      awaitEmpty();
    }

    assertThat(QueueSamples.SEEN).containsExactly(1);
  }

  @Test
  void no_more_messages_are_at_work_than_batch_and_threshold_allow() {
    QueueClient queue = queue();
    for (int i = 0; i < 12; i++) {
      queue.sendMessage("x");
    }

    try (FunctionHost unused = host(OPTIONS.withBatch(2, 1), QueueSamples.Held.class)) {
      awaitRuns(2);
      await().during(Duration.ofSeconds(1)).until(() -> QueueSamples.SEEN.size() == 2);
      QueueSamples.Held.release.countDown();
      awaitRuns(12);
    }

    assertThat(QueueSamples.Held.MOST.get()).isBetween(2, 3);
  }

  @Test
  void a_missing_queue_is_waited_for_and_not_made() {
    try (LogLines log = LogLines.watch("");
        FunctionHost host = host(OPTIONS, QueueSamples.Text.class)) {
      await()
          .during(Duration.ofSeconds(1))
          .until(() -> host.storageHealth().get(0).problem().isEmpty());
      assertThat(log.lines()).isEmpty();
      QueueClient unmade = service(QueueMessageEncoding.NONE).getQueueClient(queueName);
      assertThatThrownBy(unmade::getProperties)
          .isInstanceOfSatisfying(
              QueueStorageException.class, e -> assertThat(e.getStatusCode()).isEqualTo(404));

      queue().sendMessage("at last");
      awaitRuns(1);
    }
  }

  @Test
  void what_a_stop_interrupts_comes_again_at_once_at_the_next_start() {
    queue().sendMessage("x");
    try (FunctionHost unused = host(OPTIONS, QueueSamples.Held.class)) {
      awaitRuns(1);
    }
    QueueMessageItem returned = queue().receiveMessage();
    assertThat(returned.getDequeueCount()).isEqualTo(2);
    queue().updateMessage(returned.getMessageId(), returned.getPopReceipt(), "x", Duration.ZERO);

    QueueSamples.Held.release.countDown();
    try (FunctionHost unused = host(OPTIONS, QueueSamples.Held.class)) {
      awaitRuns(2);
      awaitEmpty();
    }
    assertThat(QueueSamples.SEEN).containsExactly(1, 3);
  }

  @Test
  void a_stop_lets_a_run_end_that_can() {
    queue().sendMessage("x");
    FunctionHost host = host(OPTIONS, QueueSamples.Held.class);
    awaitRuns(1);

    Thread closing = new Thread(host::close);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.WAITING);
    QueueSamples.Held.release.countDown();

    await().until(() -> !closing.isAlive());
    awaitEmpty();
  }

  @Test
  void what_a_killed_host_was_at_comes_again_when_its_lease_has_run_out() throws Exception {
    Path running = data.resolve("running");
    queue().sendMessage(running.toString());
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessQueueHost.class.getName(),
                data.resolve("killed").toString(),
                azurite.connectionString(),
                queueName)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("killed.log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .failFast("the host ended, see its log", () -> !killed.isAlive())
          .until(() -> Files.exists(running));
    } finally {
      killed.destroyForcibly().waitFor();
    }

    try (FunctionHost unused = host(OPTIONS, QueueSamples.Failing.class)) {
      awaitRuns(1);
      awaitEmpty();
    }
    assertThat(QueueSamples.SEEN).containsExactly(2);
  }

  @Test
  void a_storage_that_goes_away_is_told_and_waited_for() throws IOException {
    queue().sendMessage("before");
    try (LogLines log = LogLines.watch("");
        FunctionHost host = host(OPTIONS, QueueSamples.Text.class)) {
      awaitRuns(1);
      HealthCheck health = host.storageHealth().get(0);
      assertThat(health.name()).contains(queueName, "'Text'");
      assertThat(health.problem()).isEmpty();

      azurite.close();
      await().until(() -> health.problem().isPresent());
      assertThat(health.problem()).get().asString().contains("Start Azurite", "'Work'");

      await().during(Duration.ofSeconds(2)).until(() -> log.lines().size() == 1);
      assertThat(log.lines().get(0)).contains(queueName, "Start Azurite");

      azurite.start();
      await().until(() -> health.problem().isEmpty());
      queue().sendMessage("after");
      awaitRuns(2);
    }
    assertThat(QueueSamples.SEEN).containsExactly("before", "after");
  }

  @Test
  void a_wrong_key_is_told_and_does_not_stop_the_host() {
    queue();
    try (FunctionHost host =
        FunctionHost.start(
            TestHttp.withoutKeys(data, List.of(QueueSamples.Text.class))
                .withSettings(
                    Map.of(
                        "Work",
                        azurite.connectionString().replace("AccountKey=E", "AccountKey=F"),
                        "IN",
                        queueName)),
            OPTIONS)) {
      HealthCheck health = host.storageHealth().get(0);
      await().until(() -> health.problem().isPresent());
      assertThat(health.problem()).get().asString().contains("403", "'Work'");
    }
  }
}
