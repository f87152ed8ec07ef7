package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.Range;
import org.jspecify.annotations.Nullable;

/** Reads how long a task may take and what it may cost. */
final class LimitsReader {

  static final Range BUDGET = Range.of(0.000_001, 1_000_000, "in the price table's currency");

  private LimitsReader() {}

  static Limits read(Fields task) {
    return new Limits(
        task.wholeNumber(
            "timeoutSeconds", Limits.DEFAULT_TIMEOUT_SECONDS, 1, Limits.MAX_SECONDS, "seconds"),
        phase(task, "queueTimeoutSeconds"),
        phase(task, "startTimeoutSeconds"),
        phase(task, "runTimeoutSeconds"),
        task.wholeNumber("cancelGraceSeconds", 0, 0, Limits.MAX_GRACE_SECONDS, "seconds"),
        task.number("budget", BUDGET));
  }

  private static @Nullable Long phase(Fields task, String field) {
    return task.wholeNumber(field, 1, Limits.MAX_SECONDS, "seconds");
  }
}
