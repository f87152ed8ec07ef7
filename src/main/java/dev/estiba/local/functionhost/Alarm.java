package dev.estiba.local.functionhost;

import java.time.Duration;

/** Rings once, after a while. What it runs is short. */
@FunctionalInterface
interface Alarm {

  void ring(Duration delay, Runnable task);
}
