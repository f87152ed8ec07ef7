package dev.estiba.event;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Rules that events keep in every schema. */
final class EventRules {

  static final TextRule NOT_EMPTY =
      TextRule.of("(?s).+", "must be text of 1 to " + TextRule.MAX_LENGTH + " characters");

  private EventRules() {}

  /** The time in a field; null if it is absent, or none. */
  static @Nullable String time(Fields event, String field) {
    String time = event.text(field, NOT_EMPTY);
    if (time == null) {
      return null;
    }
    try {
      OffsetDateTime unused = OffsetDateTime.parse(time);
      return time;
    } catch (DateTimeException e) {
      event.problem(field, "must be a time in RFC 3339 such as 2026-01-31T09:30:00Z");
      return null;
    }
  }
}
