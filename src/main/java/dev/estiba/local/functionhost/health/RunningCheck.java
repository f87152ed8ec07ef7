package dev.estiba.local.functionhost.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One check with what it remembers between runs. Used by one thread at a time. */
final class RunningCheck {

  private final HealthCheck check;
  private final ExecutorService threads;
  private final Duration limit;

  /** Null when no run is under way. */
  private @Nullable Future<Optional<String>> run;

  /** Null while all is well. */
  private @Nullable Instant since;

  RunningCheck(HealthCheck check, ExecutorService threads, Duration limit) {
    this.check = check;
    this.threads = threads;
    this.limit = limit;
  }

  /** Begins a run, unless the last one has not come back yet. */
  void begin() {
    if (run == null) {
      try {
        run = threads.submit(check::problem);
      } catch (RejectedExecutionException e) {
        run = null; // the host is closing
      }
    }
  }

  /**
   * @param begunAt of the run, in nanoseconds, from which its time limit counts
   */
  HealthReport.Result end(long begunAt, Instant now) throws InterruptedException {
    Optional<String> problem = problem(begunAt);
    if (problem.isEmpty()) {
      since = null;
      return new HealthReport.Result(check.name(), Optional.empty());
    }
    Instant first = since == null ? now : since;
    since = first;
    return new HealthReport.Result(
        check.name(), Optional.of(new HealthReport.Problem(problem.get(), first)));
  }

  private Optional<String> problem(long begunAt) throws InterruptedException {
    Future<Optional<String>> current = run;
    if (current == null) {
      return Optional.of("The host is closing.");
    }
    try {
      long left = limit.toNanos() - (System.nanoTime() - begunAt);
      Optional<String> problem = current.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
      run = null;
      return problem;
    } catch (TimeoutException e) {
      return Optional.of(
          "The check has no answer within "
              + limit.toSeconds()
              + " seconds. See what keeps the machine or its disk busy.");
    } catch (ExecutionException e) {
      run = null;
      return Optional.of("The check failed because: " + e.getCause());
    }
  }
}
