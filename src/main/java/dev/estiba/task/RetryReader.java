package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;

/** Reads whether a failed task is run again. */
final class RetryReader {

  static final long MAX_BACKOFF_SECONDS = 24L * 3600;
  private static final int MAX_EXIT_CODE = 255;

  static final TextRule FAILURE =
      TextRule.of(FailureType.joined("|"), "must be one of " + FailureType.joined(", "));

  private RetryReader() {}

  static Retry read(Fields task) {
    Fields retry = task.object("retry", "{\"maxAttempts\": 3}");
    if (retry == null) {
      return Retry.NONE;
    }
    long attempts = retry.wholeNumber("maxAttempts", 1, 1, Retry.MAX_ATTEMPTS, "attempts in all");
    if (!retry.has("maxAttempts")) {
      retry.problem(
          "maxAttempts",
          "is required: how often the task may run in all, 1 to " + Retry.MAX_ATTEMPTS);
    }
    long backoff = seconds(retry, "backoffSeconds", Retry.DEFAULT_BACKOFF_SECONDS);
    long maxBackoff =
        seconds(retry, "maxBackoffSeconds", Math.max(backoff, Retry.DEFAULT_MAX_BACKOFF_SECONDS));
    if (maxBackoff < backoff) {
      retry.problem("maxBackoffSeconds", "must not be less than backoffSeconds, " + backoff);
    }
    Retry read =
        new Retry(
            (int) attempts,
            backoff,
            maxBackoff,
            retry.distinctNumbers("onExitCodes", 1, MAX_EXIT_CODE),
            retry.distinctTexts(
                "onFailures", FailureType.values().length, FAILURE, "[\"OutOfMemory\"]"));
    retry.refuseUnknown();
    return read;
  }

  private static long seconds(Fields retry, String field, long defaultValue) {
    return retry.wholeNumber(field, defaultValue, 0, MAX_BACKOFF_SECONDS, "seconds");
  }
}
