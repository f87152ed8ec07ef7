package dev.estiba.client;

/**
 * A part of a log.
 *
 * @param complete whether nothing more will come
 */
public record LogChunk(String text, long nextOffset, boolean complete) {}
