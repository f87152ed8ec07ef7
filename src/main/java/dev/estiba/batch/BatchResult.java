package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a batch. The results of its items are not a part of it: there may be a hundred
 * thousand.
 *
 * @param round 1 for the first run, one more for each retry of what failed
 * @param items how many items the batch has
 * @param failures the first items that did not succeed; at most {@value BatchLedger#MOST_FAILURES}
 * @param moreFailures how many others there are
 * @param reason why, for every state but {@code Succeeded}
 * @param cancelledBy who cancelled it, as they said
 * @param outputs by name, the values that the items told, each in its item's place and null where
 *     an item told none; a value that is JSON is read
 * @param warnings what does not change the result, but is worth knowing
 * @param cost of all items together, also of earlier rounds; null when there was none
 */
public record BatchResult(
    BatchState state,
    int round,
    int items,
    ItemCounts counts,
    List<ItemFailure> failures,
    int moreFailures,
    @Nullable Reason reason,
    @Nullable String cancelledBy,
    Instant startedAt,
    Instant finishedAt,
    Map<String, JsonNode> outputs,
    List<String> warnings,
    @Nullable Cost cost) {

  public BatchResult {
    failures = List.copyOf(failures);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    warnings = List.copyOf(warnings);
  }

  /** Of a batch that could not be begun, or whose items nobody could be asked about. */
  public static BatchResult failed(
      int round, int items, Reason why, Instant startedAt, Instant finishedAt) {
    return new BatchResult(
        BatchState.FAILED,
        round,
        items,
        ItemCounts.NONE,
        List.of(),
        0,
        why,
        null,
        startedAt,
        finishedAt,
        Map.of(),
        List.of(),
        null);
  }
}
