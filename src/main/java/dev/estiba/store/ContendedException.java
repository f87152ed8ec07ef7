package dev.estiba.store;

import java.io.IOException;

/** A document could not be changed because others changed it each time. Nothing was written. */
public final class ContendedException extends IOException {

  private static final long serialVersionUID = 1;

  ContendedException(String name, int times) {
    super(
        "Tried to change the document "
            + name
            + ", but others changed it each of "
            + times
            + " times. It may be tried again.");
  }
}
