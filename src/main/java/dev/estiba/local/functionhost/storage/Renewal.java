package dev.estiba.local.functionhost.storage;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the lease of one message until it is closed. Thread-safe. */
final class Renewal implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Renewal.class);

  private final LeasedMessage message;
  private final Duration lease;
  private final ScheduledExecutorService alarm;
  private @Nullable Future<?> next;
  private boolean closed;

  private Renewal(LeasedMessage message, Duration lease, ScheduledExecutorService alarm) {
    this.message = message;
    this.lease = lease;
    this.alarm = alarm;
  }

  static Renewal start(LeasedMessage message, Duration lease, ScheduledExecutorService alarm) {
    Renewal renewal = new Renewal(message, lease, alarm);
    renewal.plan(2);
    return renewal;
  }

  /**
   * @param part of the lease that passes before
   */
  private synchronized void plan(int part) {
    if (!closed) {
      next = alarm.schedule(this::renew, lease.toMillis() / part, TimeUnit.MILLISECONDS);
    }
  }

  private void renew() {
    try {
      if (message.renew(lease)) {
        plan(2);
      }
    } catch (RuntimeException e) { // the SDK has an exception per cause
      if (StorageErrors.isLostMessage(e)) {
        log.warn("Message {} ran out of its lease while its function runs", message.id());
        return;
      }
      log.debug("The lease of message {} could not be renewed", message.id(), e);
      plan(10); // There is some of the lease left to try in.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}
