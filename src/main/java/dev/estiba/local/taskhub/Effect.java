package dev.estiba.local.taskhub;

import java.util.List;

/** What a committed transition means for the parts of the hub that live in memory. */
sealed interface Effect {

  /** The instance may have something to do. */
  record InstanceReady(long instanceSeq) implements Effect {}

  record ActivityScheduled(long activitySeq) implements Effect {}

  record TimerSet(Timer timer) implements Effect {}

  /** The timers have fired, or will not. */
  record TimersCancelled(List<Timer> timers) implements Effect {}

  /** Somebody may be waiting for what the instance has become. */
  record InstanceChanged(String instanceId, RuntimeStatus status) implements Effect {}

  /** Everything has been deleted. */
  record HubEmptied() implements Effect {}
}
