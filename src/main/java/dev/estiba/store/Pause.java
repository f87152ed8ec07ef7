package dev.estiba.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** What a writer does before it tries again after others were faster. */
@FunctionalInterface
interface Pause {

  /** Of random length, and the longer the more often it happens, so that hosts get apart. */
  Pause RANDOM =
      times -> {
        long most = 10_000_000L << Math.min(times, 6);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
      };

  /**
   * @param times how often others were faster; from 1
   */
  void before(int times);
}
