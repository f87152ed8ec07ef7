package dev.estiba.cli;

import java.io.IOException;

/** A batch or a pipeline that is shown until its end. */
sealed interface Followed permits BatchRun, PipelineRun {

  /** Returns what to exit with, after the end. */
  int follow(String id) throws IOException, InterruptedException;
}
