package dev.estiba.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The custom status of a running task.
 *
 * @param since when this phase began
 * @param reason why it waits, when {@code QUEUED}
 */
public record TaskStatus(
    TaskPhase phase,
    Instant since,
    @Nullable String resourceGroup,
    @Nullable String containerGroup,
    @Nullable Reason reason) {}
