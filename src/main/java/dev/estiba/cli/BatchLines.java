package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import dev.estiba.batch.ItemCounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A line now and then, when something has changed: for files, and for terminals like them. */
final class BatchLines implements BatchDisplay {

  static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private @Nullable ItemCounts shown;

  BatchLines(PrintWriter err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void show(BatchProgress progress) {
    Instant now = clock.instant();
    if (!progress.counts().equals(shown) && !now.isBefore(next)) {
      err.println(BatchText.progress(progress, now));
      err.flush();
      shown = progress.counts();
      next = now.plus(LEAST_PAUSE);
    }
  }

  @Override
  public void clear() {
    // Each line is complete.
  }
}
