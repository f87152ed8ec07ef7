package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.estiba.local.functionhost.sample.QueueSamples;
import dev.estiba.local.functionhost.storage.QueueOptions;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsAzurite
class QueueTriggerIT {

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
  }

  private FunctionHost host() {
    return FunctionHost.start(
        FunctionHostOptions.of(data, List.of(QueueSamples.class))
            .withSettings(Map.of("Work", azurite.connectionString(), "ORDERS", queueName)),
        QueueOptions.defaults().withMaxPollingInterval(Duration.ofMillis(200)));
  }

  private QueueClient queue(String name) {
    return new QueueServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .messageEncoding(QueueMessageEncoding.BASE64)
        .buildClient()
        .getQueueClient(name);
  }

  private QueueClient queue() {
    QueueClient queue = queue(queueName);
    queue.createIfNotExists();
    return queue;
  }

  @Test
  void a_message_runs_its_function_once_and_is_deleted() {
    String messageId = queue().sendMessage("{\"id\":\"a\",\"boxes\":3}").getMessageId();

    try (FunctionHost host = host()) {
      await().until(() -> !QueueSamples.SEEN.isEmpty());
      assertThat(QueueSamples.SEEN)
          .containsExactly(
              new QueueSamples.Seen(new QueueSamples.Order("a", 3), 1, messageId, messageId));
      await().until(() -> queue().getProperties().getApproximateMessagesCount() == 0);
    }
    assertThat(QueueSamples.SEEN).hasSize(1);
  }
}
