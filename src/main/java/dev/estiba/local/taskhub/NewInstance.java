package dev.estiba.local.taskhub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An orchestration to start.
 *
 * @param instanceId null to have one made (32 hexadecimal digits)
 * @param input JSON, or null
 * @param startAt not before this time; null for at once
 */
public record NewInstance(
    String name, @Nullable String instanceId, @Nullable String input, @Nullable Instant startAt) {}
