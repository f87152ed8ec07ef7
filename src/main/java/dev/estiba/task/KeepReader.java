package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads whether the container group outlives its task: a word, or an object with a time. */
final class KeepReader {

  static final long MIN_SECONDS = 60;

  static final TextRule WHEN =
      TextRule.of("never|onFailure|always", "must be never, onFailure or always");

  private KeepReader() {}

  static Keep read(Fields task) {
    if (task.isText("keep")) {
      return new Keep(when(task.text("keep", WHEN)), Keep.DEFAULT_SECONDS);
    }
    Fields keep = task.object("keep", "{\"when\": \"onFailure\", \"seconds\": 3600}, or a text");
    if (keep == null) {
      return Keep.NEVER;
    }
    Keep.When when = when(keep.requiredText("when", WHEN));
    long seconds =
        keep.wholeNumber("seconds", Keep.DEFAULT_SECONDS, MIN_SECONDS, Keep.MAX_SECONDS, "seconds");
    keep.refuseUnknown();
    return new Keep(when, seconds);
  }

  private static Keep.When when(@Nullable String text) {
    return Arrays.stream(Keep.When.values())
        .filter(when -> when.displayName().equals(text))
        .findFirst()
        .orElse(Keep.When.NEVER);
  }
}
