package dev.estiba.client;

/**
 * A part of a log.
 *
 * @param complete whether nothing more will come
 * @param attempt whose log it is, 1 for the task's first
 * @param attempts how many the task had so far
 */
public record LogChunk(String text, long nextOffset, boolean complete, int attempt, int attempts) {}
