package dev.estiba.aci;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Azure told of a container group or of a container in it.
 *
 * @param name {@code Pulling}, {@code Failed}, {@code InsufficientCapacity} and the like
 * @param warning whether it tells of trouble; a few that do are {@code Normal} to Azure
 * @param first when it happened for the first time, to the second; null where Azure does not say
 */
public record GroupEvent(String name, String message, boolean warning, @Nullable Instant first) {}
