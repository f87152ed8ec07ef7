package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.estiba.task.Delivery;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages in the queues of a storage account. */
@NeedsAzurite
class QueueSenderIT {

  @TempDir private static Path folder;
  private static Azurite azurite;

  @BeforeAll
  static void start() throws IOException {
    azurite = Azurite.startWithQueues(folder);
  }

  @AfterAll
  static void stop() {
    azurite.close();
  }

  private static QueueServiceClient account(QueueMessageEncoding encoding) {
    return new QueueServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .messageEncoding(encoding)
        .buildClient();
  }

  @Test
  void a_missing_queue_is_made_and_gets_the_message_as_functions_read_it() {
    QueueSender sender = new QueueSender(account(QueueMessageEncoding.BASE64));

    assertThat(sender.send("new-one", "{\"a\": \"ü\"}")).isEqualTo(new Delivery.Delivered(201));

    QueueMessageItem message =
        account(QueueMessageEncoding.NONE).getQueueClient("new-one").receiveMessage();
    byte[] body = Base64.getDecoder().decode(message.getBody().toBytes());
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("{\"a\": \"ü\"}");
  }

  @Test
  void an_account_that_refuses_is_asked_again() {
    QueueServiceClient stranger =
        new QueueServiceClientBuilder()
            .connectionString(
                azurite.connectionString().replaceFirst("AccountKey=[^;]*", "AccountKey=AAAA"))
            .messageEncoding(QueueMessageEncoding.BASE64)
            .buildClient();

    assertThat(new QueueSender(stranger).send("denied", "x"))
        .isEqualTo(
            new Delivery.Again("A message to the queue denied failed: it was answered 403.", null));
  }
}
