package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.ItemCounts;
import dev.estiba.task.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of a batch. */
final class BatchText {

  private BatchText() {}

  /** {@code 3 of 20 items}. */
  static String share(BatchProgress progress) {
    return progress.counts().ended() + " of " + items(progress.items());
  }

  /** {@code 3 of 20 items have ended, 1 failed, 4 running, 12 a minute, 2 min left}. */
  static String progress(BatchProgress progress, Instant now) {
    return String.join(", ", concat(share(progress) + " have ended", details(progress, now)));
  }

  /** The same without how many have ended. */
  static String rest(BatchProgress progress, Instant now) {
    return String.join(", ", details(progress, now));
  }

  private static List<String> details(BatchProgress progress, Instant now) {
    List<String> details = new ArrayList<>(unsuccessful(progress.counts()));
    addCount(details, progress.counts().running(), "running");
    Double perMinute = progress.perMinute();
    if (perMinute != null) {
      details.add(rate(perMinute));
    }
    Instant end = progress.estimatedEnd();
    if (end != null) {
      details.add(duration(Duration.between(now, end)) + " left");
    }
    return details;
  }

  /** {@code Failed: 17 of 20 items succeeded, 2 failed, 1 timed out; 34 s; 0.0012 USD}. */
  static String summary(BatchResult result) {
    ItemCounts counts = result.counts();
    String succeeded = counts.succeeded() + " of " + items(result.items()) + " succeeded";
    List<String> parts = new ArrayList<>();
    parts.add(String.join(", ", concat(succeeded, unsuccessful(counts))));
    parts.add(duration(Duration.between(result.startedAt(), result.finishedAt())));
    Cost cost = result.cost();
    if (cost != null) {
      parts.add(String.format(Locale.ROOT, "%.4f %s", cost.amount(), cost.currency()));
    }
    return result.state().displayName() + ": " + String.join("; ", parts);
  }

  private static List<String> unsuccessful(ItemCounts counts) {
    List<String> parts = new ArrayList<>();
    addCount(parts, counts.failed(), "failed");
    addCount(parts, counts.timedOut(), "timed out");
    addCount(parts, counts.rejected(), "rejected");
    addCount(parts, counts.cancelled(), "cancelled");
    addCount(parts, counts.skipped(), "skipped");
    return parts;
  }

  private static void addCount(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static List<String> concat(String first, List<String> others) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }

  static String items(int count) {
    return count == 1 ? "1 item" : count + " items";
  }

  private static String rate(double perMinute) {
    return perMinute < 10
        ? String.format(Locale.ROOT, "%.1f a minute", perMinute)
        : Math.round(perMinute) + " a minute";
  }

  /** Rounded, in one unit: nobody reads more of an estimate. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " days";
  }
}
