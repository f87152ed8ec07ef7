package dev.estiba.store;

import org.jspecify.annotations.Nullable;

/**
 * Changes a document. It is called again if somebody else wrote meanwhile, so it must be pure: it
 * answers from what it is given, and changes nothing else.
 */
@FunctionalInterface
public interface Update<S, R> {

  /**
   * @param state the document as it is; null where there is none
   */
  Change<S, R> apply(@Nullable S state);
}
