package dev.estiba.aci;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a container.
 *
 * @param exitCode null while it runs, and when the platform ended it
 * @param detailStatus Azure's word on it, {@code Completed}, {@code Error} or {@code OOMKilled}
 */
public record RunState(
    ContainerState state,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    @Nullable Integer exitCode,
    @Nullable String detailStatus) {}
