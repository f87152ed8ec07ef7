package dev.estiba.local.azure;

import java.time.Instant;

/**
 * Something asked of a container group that takes time; its id is what clients poll.
 *
 * @param version that it was asked in; its own resource has another
 */
record Operation(String id, Kind kind, Instant startedAt, ApiVersion version) {

  Operation as(Kind other) {
    return new Operation(id, other, startedAt, version);
  }

  /** What was asked. */
  enum Kind {
    CREATE,
    UPDATE,
    START,
    RESTART
  }
}
