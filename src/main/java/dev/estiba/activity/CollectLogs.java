package dev.estiba.activity;

import dev.estiba.task.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches what is left of a task's log, before the group is deleted. */
public final class CollectLogs {

  public static final String NAME = "CollectLogs";

  /**
   * Which logs.
   *
   * @param others the containers beside the one that counts
   */
  public record Input(TaskRef ref, List<String> others) {

    public Input {
      others = List.copyOf(others);
    }
  }

  /**
   * What became of the log.
   *
   * @param location where the archive keeps the log; null where the container wrote nothing
   * @param failure null when all that Azure had is kept
   * @param gaps how often Azure dropped lines before they were fetched; the log says where
   * @param outputs what the container told with lines {@code ::output name=value}
   * @param warnings what does not change the result, but is worth knowing
   */
  public record Outcome(
      @Nullable String location,
      @Nullable Reason failure,
      int gaps,
      Map<String, String> outputs,
      List<String> warnings) {

    public Outcome {
      outputs = Map.copyOf(outputs);
      warnings = List.copyOf(warnings);
    }
  }

  private final LogCollector logs;

  public CollectLogs(LogCollector logs) {
    this.logs = logs;
  }

  public Outcome run(Input input) {
    TaskRef ref = input.ref();
    Optional<Reason> failure = logs.collect(ref, true);
    return new Outcome(
        logs.location(ref), failure.orElse(null), logs.hasGaps(ref) ? 1 : 0, Map.of(), List.of());
  }
}
