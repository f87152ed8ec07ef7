package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code retry} of a function.json. */
final class RetryJson {

  private static final Logger log = LoggerFactory.getLogger(RetryJson.class);

  private static final Set<String> KEYS =
      Set.of("strategy", "maxRetryCount", "delayInterval", "minimumInterval", "maximumInterval");

  private RetryJson() {}

  /**
   * @return null if there is none
   * @throws FunctionAppException if it is no retry policy
   */
  static @Nullable RetryPolicy read(String function, JsonNode retry) {
    if (retry.isMissingNode() || retry.isNull()) {
      return null;
    }
    for (Iterator<String> keys = retry.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!KEYS.contains(key)) {
        log.warn(
            "Function {}: 'retry.{}' of its function.json is unknown and ignored", function, key);
      }
    }
    try {
      return policy(retry);
    } catch (IllegalArgumentException e) {
      throw FunctionAppException.in(function, "in its function.json, " + e.getMessage());
    }
  }

  private static RetryPolicy policy(JsonNode retry) {
    String strategy = retry.path("strategy").asText("");
    if (strategy.equalsIgnoreCase(RetryPolicy.FixedDelay.STRATEGY)) {
      return new RetryPolicy.FixedDelay(count(retry), text(retry, "delayInterval"));
    }
    if (strategy.equalsIgnoreCase(RetryPolicy.ExponentialBackoff.STRATEGY)) {
      return new RetryPolicy.ExponentialBackoff(
          count(retry), text(retry, "minimumInterval"), text(retry, "maximumInterval"));
    }
    throw new IllegalArgumentException(
        "the strategy of its retry policy is '"
            + strategy
            + "'. Take fixedDelay or exponentialBackoff.");
  }

  private static int count(JsonNode retry) {
    JsonNode count = retry.path("maxRetryCount");
    if (!count.isInt()) {
      throw new IllegalArgumentException(
          "maxRetryCount of its retry policy must be a whole number.");
    }
    return count.intValue();
  }

  private static String text(JsonNode retry, String key) {
    return retry.path(key).asText("");
  }
}
