package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of a batch as {@code GET /api/batches/{id}/items} shows it.
 *
 * @param item its value
 * @param state its task's phase instead of Running, where that is known
 * @param round in which it was begun last; 0 if it never was
 * @param taskId of the task that ran it last, alone or with others; null if none did
 * @param container in which of the task's containers it ran; null for the main one
 * @param exitCode the container's; null when it has none
 * @param reason why it waits or did not succeed
 */
public record ItemView(
    int index,
    JsonNode item,
    String state,
    int round,
    @Nullable String taskId,
    @Nullable String container,
    @Nullable Integer exitCode,
    @Nullable Reason reason,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    Map<String, String> outputs,
    @Nullable Cost cost) {

  public ItemView {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
