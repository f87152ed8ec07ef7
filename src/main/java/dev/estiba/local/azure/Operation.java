package dev.estiba.local.azure;

import java.time.Instant;

/** Something asked of a container group that takes time; its id is what clients poll. */
record Operation(String id, Kind kind, Instant startedAt) {

  /** What was asked. */
  enum Kind {
    CREATE,
    UPDATE,
    START,
    RESTART
  }
}
