package dev.estiba.client;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a task's log is asked for.
 *
 * @param attempt 1 for the first, null for the newest
 * @param container null for the one that counts
 * @param offset 0, or what an earlier chunk of the same log said
 * @param timestamps whether each line's time stands before it
 */
public record LogRequest(
    @Nullable Integer attempt, @Nullable String container, long offset, boolean timestamps) {}
