package dev.estiba.governor;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long many tasks take at least, because of the limits of the region that they run in. Nothing
 * else is known of it: other tasks, pulls and Azure's own pace come on top.
 *
 * @param creates how many container groups
 * @param lastStart from the first start until the last one
 * @param lastEnd from the first start until the last end; null where the tasks' time is not known
 */
public record Plan(int creates, Duration lastStart, @Nullable Duration lastEnd) {

  /**
   * Simulates the windows, and the quota where the time of a task is known.
   *
   * @param creates how many container groups; 0 to some millions
   * @param coresEach vCPUs of each group
   * @param each how long one group lives; null where that is not known
   */
  public static Plan atLeast(
      int creates, AciLimits limits, double coresEach, @Nullable Duration each) {
    if (creates <= 0) {
      return new Plan(0, Duration.ZERO, each == null ? null : Duration.ZERO);
    }
    Pace pace = Pace.ofCreates(limits);
    int together = limits.groupsOf(coresEach);
    long[] starts = new long[creates];
    for (int i = 1; i < creates; i++) {
      starts[i] = pace.next(starts, i, 0);
      if (each != null && i >= together) {
        starts[i] = Math.max(starts[i], starts[i - together] + each.toSeconds());
      }
    }
    Duration lastStart = Duration.ofSeconds(starts[creates - 1]);
    return new Plan(creates, lastStart, each == null ? null : lastStart.plus(each));
  }

  /** {@code 1,000 tasks: at least 3 h 0 min at your limits} for instance. */
  public String sentence() {
    String tasks = String.format(Locale.ROOT, "%,d %s", creates, creates == 1 ? "task" : "tasks");
    Duration whole = lastEnd == null ? lastStart : lastEnd;
    return whole.isZero()
        ? tasks + ": your limits allow all of them to start at once"
        : tasks + ": at least " + text(whole) + " at your limits";
  }

  /** Rounded down: it is a bound. */
  private static String text(Duration duration) {
    if (duration.toMinutes() == 0) {
      return duration.toSeconds() + " s";
    }
    return duration.toHours() == 0
        ? duration.toMinutes() + " min"
        : String.format(Locale.ROOT, "%,d h %d min", duration.toHours(), duration.toMinutesPart());
  }
}
