package dev.estiba.local.functionhost.storage;

import dev.estiba.local.functionhost.app.FunctionAppException;
import java.time.Duration;
import java.util.Map;

/**
 * How queue triggers work: {@code extensions.queues} of host.json, with the defaults of Azure.
 *
 * @param batchSize messages that one poll takes, 1 to 32
 * @param newBatchThreshold the next poll comes when only as many messages are at work, 0 or more
 * @param maxDequeueCount runs of one message before it goes to the poison queue, 1 or more
 * @param visibilityTimeout how long a message rests after a failed run, up to 7 days
 * @param maxPollingInterval the longest pause between polls of an empty queue, 100 ms or more
 * @param lease how long a message is kept from others without a renewal, 1 second to 7 days; no
 *     setting of host.json, and 10 minutes in Azure
 */
public record QueueOptions(
    int batchSize,
    int newBatchThreshold,
    int maxDequeueCount,
    Duration visibilityTimeout,
    Duration maxPollingInterval,
    MessageEncoding messageEncoding,
    Duration lease) {

  /** The first pause, and the shortest. */
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private static final int LARGEST_BATCH = 32;
  private static final Duration LONGEST_REST = Duration.ofDays(7);

  public QueueOptions {
    require(batchSize >= 1 && batchSize <= LARGEST_BATCH, "batchSize", batchSize, "from 1 to 32");
    require(newBatchThreshold >= 0, "newBatchThreshold", newBatchThreshold, "0 or more");
    require(maxDequeueCount >= 1, "maxDequeueCount", maxDequeueCount, "1 or more");
    require(
        isWithin(visibilityTimeout, Duration.ZERO, LONGEST_REST),
        "visibilityTimeout",
        visibilityTimeout,
        "from 0 to 7 days");
    require(
        maxPollingInterval.compareTo(SHORTEST_PAUSE) >= 0,
        "maxPollingInterval",
        maxPollingInterval,
        "100 ms or more");
    require(
        isWithin(lease, Duration.ofSeconds(1), LONGEST_REST),
        "lease",
        lease,
        "from 1 second to 7 days");
  }

  /**
   * Reads the settings of host.json.
   *
   * @param settings of {@code extensions.queues}, as written
   * @throws FunctionAppException if a value cannot be; the message names its key
   */
  public static QueueOptions of(Map<String, String> settings) {
    QueueOptions byDefault = defaults();
    QueueSettings read = new QueueSettings(settings);
    int batchSize = read.number("batchSize", byDefault.batchSize);
    QueueOptions options =
        new QueueOptions(
            batchSize,
            read.number("newBatchThreshold", batchSize / 2),
            read.number("maxDequeueCount", byDefault.maxDequeueCount),
            read.duration("visibilityTimeout", byDefault.visibilityTimeout),
            read.duration("maxPollingInterval", byDefault.maxPollingInterval),
            read.encoding("messageEncoding", byDefault.messageEncoding),
            byDefault.lease);
    read.warnOfUnknownKeys();
    return options;
  }

  public static QueueOptions defaults() {
    return new QueueOptions(
        16,
        8,
        5,
        Duration.ZERO,
        Duration.ofMinutes(1),
        MessageEncoding.BASE64,
        Duration.ofMinutes(10));
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String name, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "extensions.queues." + name + " is " + value + " but must be " + range + ".");
    }
  }

  /** How many messages of one function are at work at most. */
  int maxConcurrency() {
    return batchSize + newBatchThreshold;
  }

  public QueueOptions withBatch(int newBatchSize, int newThreshold) {
    return new QueueOptions(
        newBatchSize,
        newThreshold,
        maxDequeueCount,
        visibilityTimeout,
        maxPollingInterval,
        messageEncoding,
        lease);
  }

  public QueueOptions withVisibilityTimeout(Duration newVisibilityTimeout) {
    return new QueueOptions(
        batchSize,
        newBatchThreshold,
        maxDequeueCount,
        newVisibilityTimeout,
        maxPollingInterval,
        messageEncoding,
        lease);
  }

  public QueueOptions withMaxPollingInterval(Duration newMaxPollingInterval) {
    return new QueueOptions(
        batchSize,
        newBatchThreshold,
        maxDequeueCount,
        visibilityTimeout,
        newMaxPollingInterval,
        messageEncoding,
        lease);
  }

  public QueueOptions withMessageEncoding(MessageEncoding newMessageEncoding) {
    return new QueueOptions(
        batchSize,
        newBatchThreshold,
        maxDequeueCount,
        visibilityTimeout,
        maxPollingInterval,
        newMessageEncoding,
        lease);
  }

  public QueueOptions withLease(Duration newLease) {
    return new QueueOptions(
        batchSize,
        newBatchThreshold,
        maxDequeueCount,
        visibilityTimeout,
        maxPollingInterval,
        messageEncoding,
        newLease);
  }
}
