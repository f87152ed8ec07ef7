package dev.estiba.local.functionhost.storage;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queue of a storage, with the texts of its messages as they are kept: nothing is encoded.
 * Thread-safe.
 */
final class StorageQueue {

  private static final @Nullable Duration AS_LONG_AS_IT_TAKES = null;

  private final QueueClient client;

  StorageQueue(QueueClient client) {
    this.client = client;
  }

  String name() {
    return client.getQueueName();
  }

  /** Where it is; two queues with the same URL are the same. */
  String url() {
    return client.getQueueUrl();
  }

  List<QueueMessageItem> receive(int most, Duration lease) {
    return client.receiveMessages(most, lease, AS_LONG_AS_IT_TAKES, Context.NONE).stream().toList();
  }

  /**
   * Hides the message for so long, from now on.
   *
   * @return the receipt that is needed from now on
   */
  String hide(QueueMessageItem message, String receipt, Duration howLong) {
    return client
        .updateMessage(message.getMessageId(), receipt, textOf(message), howLong)
        .getPopReceipt();
  }

  void delete(QueueMessageItem message, String receipt) {
    client.deleteMessage(message.getMessageId(), receipt);
  }

  /** Puts a message; makes the queue if it is missing. */
  void send(String text) {
    try {
      client.sendMessage(text);
    } catch (RuntimeException e) { // the SDK has an exception per cause
      if (!StorageErrors.isMissingQueue(e)) {
        throw e;
      }
      client.createIfNotExists();
      client.sendMessage(text);
    }
  }

  static String textOf(QueueMessageItem message) {
    return message.getBody() == null ? "" : message.getBody().toString();
  }
}
