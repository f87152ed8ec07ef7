package dev.estiba.activity;

import dev.estiba.task.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches what is left of a task's log, before the group is deleted. */
public final class CollectLogs {

  public static final String NAME = "CollectLogs";

  /**
   * What became of the log.
   *
   * @param location where the archive keeps the log; null where the container wrote nothing
   * @param failure null when all that Azure had is kept
   * @param hasGaps whether Azure dropped lines before they were fetched; the log says where
   */
  public record Outcome(@Nullable String location, @Nullable Reason failure, boolean hasGaps) {}

  private final LogCollector logs;

  public CollectLogs(LogCollector logs) {
    this.logs = logs;
  }

  public Outcome run(TaskRef ref) {
    Optional<Reason> failure = logs.collect(ref, true);
    return new Outcome(logs.location(ref), failure.orElse(null), logs.hasGaps(ref));
  }
}
