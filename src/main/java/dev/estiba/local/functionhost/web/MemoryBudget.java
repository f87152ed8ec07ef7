package dev.estiba.local.functionhost.web;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be in use at once. Thread-safe. */
final class MemoryBudget {

  private final AtomicLong free;

  MemoryBudget(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /** Takes the bytes, or none if not all are free. */
  boolean tryTake(long bytes) {
    long before = free.get();
    while (bytes <= before) {
      if (free.compareAndSet(before, before - bytes)) {
        return true;
      }
      before = free.get();
    }
    return false;
  }

  void giveBack(long bytes) {
    free.addAndGet(bytes);
  }

  long free() {
    return free.get();
  }
}
