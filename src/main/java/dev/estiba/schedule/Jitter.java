package dev.estiba.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** By how much a start is put off: random from one due time to the next, the same on all hosts. */
final class Jitter {

  private Jitter() {}

  static Instant startOf(String name, Instant dueAt, Duration most) {
    if (most.isZero()) {
      return dueAt;
    }
    byte[] text = DueIds.of(name, dueAt).getBytes(StandardCharsets.UTF_8);
    long bits = UUID.nameUUIDFromBytes(text).getLeastSignificantBits();
    return dueAt.plusMillis(Math.floorMod(bits, most.toMillis() + 1));
  }
}
