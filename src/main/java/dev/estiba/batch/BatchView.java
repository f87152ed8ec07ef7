package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch as {@code GET /api/batches/{id}} shows it.
 *
 * @param state the result's state once the batch has ended; before, Running or Stopping; or
 *     Pending, Suspended, Terminated or Failed of the orchestration itself
 * @param submittedAt when the newest round was asked for
 * @param progress null before the batch has begun
 * @param result of the newest round, once it has ended
 * @param batch as it was asked for, without secrets
 */
public record BatchView(
    String id,
    @Nullable String name,
    String state,
    Instant submittedAt,
    boolean ended,
    @Nullable BatchProgress progress,
    @Nullable BatchResult result,
    JsonNode batch) {}
