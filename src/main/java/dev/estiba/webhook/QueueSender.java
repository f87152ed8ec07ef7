package dev.estiba.webhook;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueStorageException;
import dev.estiba.task.Delivery;
import java.util.Locale;

/** Puts messages into the queues of one storage account. Thread-safe. */
public final class QueueSender {

  private static final int CREATED = 201;

  private final QueueServiceClient account;

  /**
   * @param account whose messages are encoded in base64, as Azure Functions reads them
   */
  public QueueSender(QueueServiceClient account) {
    this.account = account;
  }

  /** Tries once; a queue that is missing is made. */
  public Delivery send(String queue, String message) {
    QueueClient client = account.getQueueClient(queue);
    try {
      put(client, message);
      return new Delivery.Delivered(CREATED);
    } catch (HttpResponseException e) {
      return failed(queue, answer(e));
    } catch (RuntimeException e) {
      // What the SDK throws when it reaches nobody depends on the HTTP client below it.
      return failed(queue, firstLine(e));
    }
  }

  private static void put(QueueClient client, String message) {
    try {
      client.sendMessage(message);
    } catch (QueueStorageException e) {
      if (!QueueErrorCode.QUEUE_NOT_FOUND.equals(e.getErrorCode())) {
        throw e;
      }
      client.createIfNotExists();
      client.sendMessage(message);
    }
  }

  /** There is none where the identity got no token. */
  private static String answer(HttpResponseException e) {
    return e.getResponse() == null
        ? firstLine(e)
        : "it was answered " + e.getResponse().getStatusCode();
  }

  private static Delivery failed(String queue, String why) {
    return new Delivery.Again(
        String.format(Locale.ROOT, "A message to the queue %s failed: %s.", queue, why), null);
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
