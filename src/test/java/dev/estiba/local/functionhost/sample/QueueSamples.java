package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions that messages of storage queues start, one class for each, all from queue IN. */
public final class QueueSamples {

  /** What the functions saw, in order. */
  public static final List<Object> SEEN = new CopyOnWriteArrayList<>();

  private QueueSamples() {}

  public record Order(String id, int boxes) {}

  public static class Ship {

    public record Seen(Order order, long dequeueCount, String id, String text) {}

    @FunctionName("Ship")
    public void ship(
        @QueueTrigger(name = "order", queueName = "%IN%", connection = "Work") Order order,
        @BindingName("DequeueCount") long dequeueCount,
        @BindingName("id") String id,
        @BindingName("queueTrigger") String text) {
      SEEN.add(new Seen(order, dequeueCount, id, text));
    }
  }

  public static class Times {
    @FunctionName("Times")
    public void times(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work") String message,
        @BindingName("Id") String id,
        @BindingName("PopReceipt") String receipt,
        @BindingName("InsertionTime") String inserted,
        @BindingName("ExpirationTime") String expires,
        @BindingName("NextVisibleTime") String visible) {
      SEEN.addAll(List.of(id, receipt, inserted, expires, visible));
    }
  }

  public static class Text {
    @FunctionName("Text")
    public void text(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work") String message) {
      SEEN.add(message);
    }
  }

  public static class Bytes {
    @FunctionName("Bytes")
    public void bytes(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work") byte[] message) {
      SEEN.add(message);
    }
  }

  public static class Numbers {
    @FunctionName("Numbers")
    public void numbers(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work")
            Optional<Integer> message) {
      SEEN.add(message);
    }
  }

  /** Fails as often as it is told, then succeeds. */
  public static class Failing {

    public static final AtomicInteger FAILURES = new AtomicInteger();

    @FunctionName("Failing")
    public void fail(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work") String message,
        @BindingName("DequeueCount") int dequeueCount) {
      SEEN.add(dequeueCount);
      if (FAILURES.getAndDecrement() > 0) {
        throw new IllegalStateException("the crane is broken");
      }
    }
  }

  /** Runs until it is let go. */
  public static class Held {

    public static volatile CountDownLatch release = new CountDownLatch(0);
    public static final AtomicInteger RUNNING = new AtomicInteger();
    public static final AtomicInteger MOST = new AtomicInteger();

    @FunctionName("Held")
    public void hold(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work") String message,
        @BindingName("DequeueCount") int dequeueCount)
        throws InterruptedException {
      SEEN.add(dequeueCount);
      MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
      try {
        release.await();
      } finally {
        RUNNING.decrementAndGet();
      }
    }
  }

  /** Tells a file that it runs, and never ends. */
  public static class Endless {
    @FunctionName("Endless")
    public void endless(
        @QueueTrigger(name = "message", queueName = "%IN%", connection = "Work") String message)
        throws IOException, InterruptedException {
      Files.writeString(Path.of(message), "running");
      new CountDownLatch(1).await();
    }
  }
}
