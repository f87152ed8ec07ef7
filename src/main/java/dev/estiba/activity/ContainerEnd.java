package dev.estiba.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one of several containers that count has ended.
 *
 * @param name the container's
 * @param exitCode null where the platform ended it
 * @param restarts how often Azure has started it again since
 */
public record ContainerEnd(
    String name,
    @Nullable Integer exitCode,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    @Nullable String detailStatus,
    int restarts) {}
