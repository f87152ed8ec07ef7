package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import java.io.PrintWriter;
import java.time.InstantSource;

/** Shows on standard error how far a batch is. */
sealed interface BatchDisplay permits BatchBar, BatchLines {

  void show(BatchProgress progress);

  /** Leaves the cursor in an empty line. */
  void clear();

  static BatchDisplay on(Screen screen, PrintWriter err) {
    InstantSource clock = InstantSource.system();
    return screen.redraws() ? new BatchBar(screen, clock) : new BatchLines(err, clock);
  }
}
