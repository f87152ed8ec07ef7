package dev.estiba.local.functionhost.app;

import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often and when a function is called again that failed: {@code retry} of function.json. */
public sealed interface RetryPolicy {

  /** -1 for no limit. */
  int maxRetryCount();

  /**
   * How long to wait.
   *
   * @param retry 1 for the first
   */
  Duration delay(int retry);

  /** As function.json has it. */
  Map<String, Object> asJson();

  /**
   * @param retries that were made already
   */
  default boolean allows(int retries) {
    return maxRetryCount() < 0 || retries < maxRetryCount();
  }

  /**
   * The policy that the method is annotated with, if it is.
   *
   * @throws IllegalArgumentException if there are two, or a value cannot be
   */
  static Optional<RetryPolicy> of(Method method) {
    FixedDelayRetry fixed = method.getAnnotation(FixedDelayRetry.class);
    ExponentialBackoffRetry backoff = method.getAnnotation(ExponentialBackoffRetry.class);
    if (fixed != null && backoff != null) {
      throw new IllegalArgumentException("it has two retry policies. Remove one.");
    }
    if (fixed != null) {
      return Optional.of(new FixedDelay(fixed.maxRetryCount(), fixed.delayInterval()));
    }
    return backoff == null
        ? Optional.empty()
        : Optional.of(
            new ExponentialBackoff(
                backoff.maxRetryCount(), backoff.minimumInterval(), backoff.maximumInterval()));
  }

  /**
   * The same pause before each retry.
   *
   * @param delayInterval a TimeSpan, as written
   */
  record FixedDelay(int maxRetryCount, String delayInterval) implements RetryPolicy {

    static final String STRATEGY = "fixedDelay";

    public FixedDelay {
      requireCount(maxRetryCount);
      time("delayInterval", delayInterval);
    }

    @Override
    public Duration delay(int retry) {
      return time("delayInterval", delayInterval);
    }

    @Override
    public Map<String, Object> asJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("strategy", STRATEGY);
      json.put("maxRetryCount", maxRetryCount);
      json.put("delayInterval", delayInterval);
      return json;
    }
  }

  /**
   * A pause that doubles from retry to retry.
   *
   * @param minimumInterval the first pause, a TimeSpan, as written
   * @param maximumInterval the longest pause
   */
  record ExponentialBackoff(int maxRetryCount, String minimumInterval, String maximumInterval)
      implements RetryPolicy {

    static final String STRATEGY = "exponentialBackoff";

    /** A pause that has doubled so often is longer than any that can be written. */
    private static final int MOST_DOUBLINGS = 40;

    public ExponentialBackoff {
      requireCount(maxRetryCount);
      if (time("minimumInterval", minimumInterval)
              .compareTo(time("maximumInterval", maximumInterval))
          > 0) {
        throw new IllegalArgumentException(
            "minimumInterval of its retry policy is longer than maximumInterval.");
      }
    }

    @Override
    public Duration delay(int retry) {
      Duration longest = time("maximumInterval", maximumInterval);
      Duration delay = time("minimumInterval", minimumInterval);
      int doublings = Math.min(retry - 1, MOST_DOUBLINGS);
      for (int i = 0; i < doublings && delay.compareTo(longest) < 0; i++) {
        delay = delay.multipliedBy(2);
      }
      return delay.compareTo(longest) < 0 ? delay : longest;
    }

    @Override
    public Map<String, Object> asJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("strategy", STRATEGY);
      json.put("maxRetryCount", maxRetryCount);
      json.put("minimumInterval", minimumInterval);
      json.put("maximumInterval", maximumInterval);
      return json;
    }
  }

  private static void requireCount(int maxRetryCount) {
    if (maxRetryCount < -1) {
      throw new IllegalArgumentException(
          "maxRetryCount of its retry policy is "
              + maxRetryCount
              + ". Take 0 or more, or -1 for no limit.");
    }
  }

  private static Duration time(String name, String text) {
    return TimeSpan.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " of its retry policy is '"
                        + text
                        + "'. Take a time such as 00:00:10."));
  }
}
