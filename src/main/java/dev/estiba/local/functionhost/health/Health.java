package dev.estiba.local.functionhost.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all checks side by side, each with a time limit, and at most once a second however often it
 * is asked. Thread-safe.
 */
public final class Health implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Health.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "health-check");
            thread.setDaemon(true);
            return thread;
          });
  private final List<RunningCheck> checks = new ArrayList<>();
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  private record Seen(HealthReport report, long at) {}

  private volatile @Nullable Seen last;

  public Health(List<HealthCheck> checks, InstantSource clock) {
    this(checks, clock, LIMIT);
  }

  Health(List<HealthCheck> checks, InstantSource clock, Duration limit) {
    this.clock = clock;
    checks.forEach(check -> this.checks.add(new RunningCheck(check, threads, limit)));
  }

  /** Not older than a second; or a little older, while another thread finds out anew. */
  public HealthReport report() throws InterruptedException {
    Seen seen = last;
    if (seen != null && (isFresh(seen) || lock.isLocked())) {
      return seen.report();
    }
    lock.lockInterruptibly();
    try {
      Seen meanwhile = last;
      return meanwhile != null && isFresh(meanwhile) ? meanwhile.report() : foundOut();
    } finally {
      lock.unlock();
    }
  }

  private static boolean isFresh(Seen seen) {
    return System.nanoTime() - seen.at() < FRESH.toNanos();
  }

  private HealthReport foundOut() throws InterruptedException {
    long begunAt = System.nanoTime();
    checks.forEach(RunningCheck::begin);
    List<HealthReport.Result> results = new ArrayList<>();
    for (RunningCheck check : checks) {
      results.add(check.end(begunAt, clock.instant()));
    }
    HealthReport report = new HealthReport(results);
    tellChange(report);
    last = new Seen(report, System.nanoTime());
    return report;
  }

  private void tellChange(HealthReport report) {
    Seen before = last;
    boolean wasHealthy = before == null || before.report().isHealthy();
    if (wasHealthy && !report.isHealthy()) {
      log.warn("The host is not well: {}", report.problems());
    } else if (!wasHealthy && report.isHealthy()) {
      log.info("The host is well again");
    }
  }

  /** Checks that are under way are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
