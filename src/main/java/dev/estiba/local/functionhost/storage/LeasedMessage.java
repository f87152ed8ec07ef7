package dev.estiba.local.functionhost.storage;

import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message that this host has taken and others do not see. It is settled once: deleted, given back
 * or buried; what comes after that does nothing. Thread-safe.
 */
final class LeasedMessage {

  private static final Logger log = LoggerFactory.getLogger(LeasedMessage.class);

  private final StorageQueue queue;
  private final QueueMessageItem message;
  private String receipt;
  private boolean settled;

  LeasedMessage(StorageQueue queue, QueueMessageItem message) {
    this.queue = queue;
    this.message = message;
    this.receipt = message.getPopReceipt();
  }

  String id() {
    return message.getMessageId();
  }

  /** How many times it was taken, this time included. */
  long dequeueCount() {
    return message.getDequeueCount();
  }

  QueueMessageItem message() {
    return message;
  }

  synchronized boolean isSettled() {
    return settled;
  }

  String text() {
    return StorageQueue.textOf(message);
  }

  /**
   * Keeps it from others for another while.
   *
   * @return false if it is settled
   */
  synchronized boolean renew(Duration lease) {
    if (!settled) {
      receipt = queue.hide(message, receipt, lease);
    }
    return !settled;
  }

  /** Deletes it: its work is done. */
  synchronized void complete() {
    settle(() -> queue.delete(message, receipt));
  }

  /** Gives it back, to be seen by anyone after the rest. */
  synchronized void giveBack(Duration rest) {
    settle(() -> queue.hide(message, receipt, rest));
  }

  /** Puts it into the poison queue; deleted only then, so that it is in one of the two always. */
  synchronized void bury(StorageQueue poison) {
    settle(
        () -> {
          poison.send(text());
          queue.delete(message, receipt);
        });
  }

  private void settle(Runnable change) {
    if (settled) {
      return;
    }
    settled = true; // Also if the change fails: the lease then runs out, which gives it back.
    try {
      change.run();
    } catch (RuntimeException e) { // the SDK has an exception per cause
      if (!StorageErrors.isLostMessage(e)) {
        throw e;
      }
      log.warn(
          "Message {} of queue {} was taken by another host before its run here had ended",
          id(),
          queue.name());
    }
  }
}
