package dev.estiba.log;

/**
 * A part of a log.
 *
 * @param nextOffset where the next read goes on
 * @param atEnd whether this was all that is kept so far
 */
public record LogRange(String text, long nextOffset, boolean atEnd) {}
