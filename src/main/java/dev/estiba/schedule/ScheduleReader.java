package dev.estiba.schedule;

import dev.estiba.cron.CronSyntax;
import dev.estiba.cron.CronTimes;
import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import dev.estiba.launch.LaunchTemplate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Schedule}. */
final class ScheduleReader {

  static final TextRule TEXT = TextRule.of("\\s*\\S.{0,199}", "must be 1 to 200 characters");

  private static final CronTimes NEVER =
      CronTimes.parse("0 0 30 2 *", CronSyntax.UNIX, ZoneOffset.UTC);

  /** With no second. */
  private static final int FIELDS = 5;

  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  /** What can be shown in every time zone. */
  private static final String YEARS = "(?!0000)\\d{4}-.*";

  /** When a date stands for a time. */
  private enum Day {
    BEGINS,
    ENDS
  }

  private ScheduleReader() {}

  static Schedule read(Fields fields) {
    boolean unused = fields.has("cron"); // Told first, although the time zone is read before it.
    ZoneId zone = zone(fields);
    CronTimes cron = cron(fields, zone);
    Instant startsAt = time(fields, "startsAt", zone, Day.BEGINS);
    Instant endsAt = time(fields, "endsAt", zone, Day.ENDS);
    if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
      fields.problem("endsAt", "must not be before startsAt");
    }
    Overlap overlap = word(fields, "overlap", Overlap.SKIP);
    CatchUp catchUp = word(fields, "catchUp", CatchUp.LATEST);
    int catchUpMost = catchUpMost(fields, catchUp);
    long jitter = fields.wholeNumber("jitterSeconds", 0, 0, Schedule.MAX_JITTER_SECONDS, "seconds");
    boolean enabled = fields.flag("enabled", true);
    LaunchTemplate launch = LaunchTemplate.read(fields, ScheduleCause.any());
    fields.refuseUnknown();
    return new Schedule(
        new DueTimes(cron, startsAt, endsAt),
        overlap,
        catchUp,
        catchUpMost,
        Duration.ofSeconds(jitter),
        enabled,
        launch);
  }

  private static ZoneId zone(Fields fields) {
    String name = fields.text("timeZone");
    if (name == null || ZONES.contains(name)) {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    }
    fields.problem(
        "timeZone", "must be the IANA name of a time zone, such as Europe/Madrid" + meant(name));
    return ZoneOffset.UTC;
  }

  private static String meant(String name) {
    return ZONES.stream()
        .filter(zone -> zone.equalsIgnoreCase(name) || zone.endsWith("/" + name))
        .sorted()
        .findFirst()
        .map(zone -> "; did you mean " + zone + "?")
        .orElse("");
  }

  private static CronTimes cron(Fields fields, ZoneId zone) {
    String text = fields.requiredText("cron", TEXT);
    if (text.isEmpty()) {
      return NEVER;
    }
    try {
      CronTimes cron = CronTimes.parse(text, CronSyntax.UNIX, zone);
      if (cron.after(Instant.EPOCH).isEmpty()) {
        fields.problem("cron", "is never due: there is no such day");
      }
      return cron;
    } catch (IllegalArgumentException e) {
      fields.problem(
          "cron",
          "must be a cron expression with 5 fields (minute, hour, day of month, month, day of week)"
              + " or 6 (second first), such as '30 6 * * MON-FRI', or @hourly, @daily, @weekly,"
              + " @monthly or @yearly"
              + detail(text, e));
      return NEVER;
    }
  }

  private static String detail(String text, IllegalArgumentException e) {
    int fields = text.strip().split("\\s+").length;
    return fields == FIELDS || fields == FIELDS + 1
        ? ": " + e.getMessage()
        : "; it has " + fields + (fields == 1 ? " field" : " fields");
  }

  private static @Nullable Instant time(Fields fields, String field, ZoneId zone, Day day) {
    String text = fields.text(field);
    if (text == null) {
      return null;
    }
    try {
      Instant time = instant(text, zone, day);
      if (text.matches(YEARS)) {
        return time;
      }
      fields.problem(
          field, "must be in a year from 0001 to 9999; leave it out if there is no such limit");
    } catch (DateTimeParseException e) {
      fields.problem(
          field,
          "must be a date such as 2026-12-01, or a time such as 2026-12-01T06:30 (in the schedule's"
              + " time zone) or 2026-12-01T06:30:00Z");
    }
    return null;
  }

  private static Instant instant(String text, ZoneId zone, Day day) {
    return text.length() == "2026-12-01".length()
        ? ofDate(LocalDate.parse(text), zone, day)
        : text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  private static Instant ofDate(LocalDate date, ZoneId zone, Day day) {
    return day == Day.BEGINS
        ? date.atStartOfDay(zone).toInstant()
        : date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
  }

  private static int catchUpMost(Fields fields, CatchUp catchUp) {
    if (fields.has("catchUpMost") && catchUp != CatchUp.ALL) {
      fields.problem("catchUpMost", "must only be there with catchUp 'all', whose bound it is");
    }
    return (int)
        fields.wholeNumber(
            "catchUpMost", Schedule.DEFAULT_CATCH_UP, 1, Schedule.MAX_CATCH_UP, "due times");
  }

  private static <E extends Enum<E>> E word(Fields fields, String field, E otherwise) {
    String text = fields.text(field);
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    if (text == null) {
      return otherwise;
    }
    for (E one : all) {
      if (wordOf(one).equals(text)) {
        return one;
      }
    }
    fields.problem(
        field,
        "must be one of "
            + Arrays.stream(all).map(ScheduleReader::wordOf).collect(Collectors.joining(", ")));
    return otherwise;
  }

  private static String wordOf(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
