package dev.estiba.local.taskhub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the task hub knows of an orchestration instance at one moment.
 *
 * @param input JSON as given at the start, or null
 * @param output JSON result of a completed instance, the reason of a terminated one, or null
 * @param customStatus JSON set by the orchestrator, or null
 * @param failure why a failed instance failed, or why the last turn of a running one could not be
 *     run and is tried again; else null
 */
public record InstanceState(
    String instanceId,
    String name,
    RuntimeStatus status,
    Instant createdAt,
    Instant lastUpdatedAt,
    @Nullable String input,
    @Nullable String output,
    @Nullable String customStatus,
    @Nullable Failure failure) {

  /** An exception as data; {@code errorType} is its class name. */
  public record Failure(String errorType, String errorMessage, @Nullable String stackTrace) {}
}
