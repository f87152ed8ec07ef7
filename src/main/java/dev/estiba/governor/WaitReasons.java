package dev.estiba.governor;

import dev.estiba.governor.Turn.Wait;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells a person what a task waits for. */
final class WaitReasons {

  static final String TYPE = "AciLimitReached";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private WaitReasons() {}

  static Reason of(Wait wait, String location, AciLimits limits) {
    return new Reason(
        TYPE,
        null,
        why(wait, location, limits)
            + "; it is number "
            + wait.position()
            + " in the queue"
            + start(wait),
        "Nothing to do: it starts as soon as there is room. It is sooner with fallbackLocations, or"
            + " with higher limits: ask Azure for them, then set ESTIBA_LIMITS.");
  }

  private static String why(Wait wait, String location, AciLimits limits) {
    return switch (wait.limit()) {
      case THROTTLED -> "Azure asked to create no container group in " + location + " for now";
      case RATE -> "In " + location + " " + rate(limits) + ", and so many were";
      case GROUPS ->
          "In " + location + " there may be " + limits.groups() + " container groups at a time";
      case CORES ->
          "In "
              + location
              + " container groups may have "
              + plain(limits.cores())
              + " vCPUs together";
      case FULL -> "Azure has said that the subscription's quota in " + location + " is used up";
    };
  }

  private static String rate(AciLimits limits) {
    List<String> parts = new ArrayList<>();
    if (limits.createsPer5Minutes() != AciLimits.UNLIMITED) {
      parts.add(limits.createsPer5Minutes() + " container groups may be created in five minutes");
    }
    if (limits.createsPerHour() != AciLimits.UNLIMITED) {
      parts.add(
          limits.createsPerHour()
              + (parts.isEmpty() ? " container groups may be created" : "")
              + " in an hour");
    }
    return String.join(" and ", parts);
  }

  private static String start(Wait wait) {
    Instant start = wait.estimatedStart();
    return start == null
        ? " and starts when others have ended."
        : " and starts about " + TIME.format(start) + " UTC.";
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
