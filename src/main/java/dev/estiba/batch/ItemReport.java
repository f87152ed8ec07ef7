package dev.estiba.batch;

import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an item ended.
 *
 * @param attempt the number of its last attempt that had a task of its own; 1 for the first
 * @param exitCode the container's; null when it has none
 * @param reason why it did not succeed
 * @param outputs what its container told with lines {@code ::output name=value}
 */
public record ItemReport(
    int index,
    ItemState state,
    int attempt,
    @Nullable Integer exitCode,
    @Nullable Reason reason,
    @Nullable Cost cost,
    Map<String, String> outputs) {

  public ItemReport {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  public ItemReport costing(@Nullable Cost newCost) {
    return new ItemReport(index, state, attempt, exitCode, reason, newCost, outputs);
  }
}
