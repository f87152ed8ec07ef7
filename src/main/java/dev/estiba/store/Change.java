package dev.estiba.store;

import org.jspecify.annotations.Nullable;

/**
 * What an update makes of a document, and what its caller is told.
 *
 * @param state the document from now on, null for none; the very object that was given (or one that
 *     is equal to it) where nothing changes, which costs no write
 */
public record Change<S, R>(@Nullable S state, R result) {

  public static <S, R> Change<S, R> of(@Nullable S state, R result) {
    return new Change<>(state, result);
  }
}
