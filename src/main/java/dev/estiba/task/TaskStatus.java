package dev.estiba.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The custom status of a running task.
 *
 * @param since when this phase began
 * @param attempt 1 for the first container group, and so on
 * @param reason why it waits, when {@code QUEUED} or {@code RETRYING}
 * @param estimatedStart when its container group probably can be created, when {@code QUEUED}; null
 *     where nobody knows
 */
public record TaskStatus(
    TaskPhase phase,
    Instant since,
    int attempt,
    @Nullable String resourceGroup,
    @Nullable String containerGroup,
    @Nullable Reason reason,
    @Nullable Instant estimatedStart) {}
