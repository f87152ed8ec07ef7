package dev.estiba.batch;

import dev.estiba.task.Reason;
import org.jspecify.annotations.Nullable;

/**
 * An item that did not succeed, and why.
 *
 * @param exitCode the container's; null when it has none
 */
public record ItemFailure(
    int index, ItemState state, @Nullable Integer exitCode, @Nullable Reason reason) {}
