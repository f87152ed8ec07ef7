package dev.estiba.local.taskhub;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a committed transition means for the parts of the hub that live in memory. They are told in
 * the order of the transitions, so that what they hold is a copy of the committed state.
 */
sealed interface Effect {

  /**
   * The instance as it is now, also of a new generation.
   *
   * @param turnAt the time of the last turn, or null before the first
   * @param startAt when it may start, or null if it may at once
   * @param answerable how many activities and children it waits for
   * @param inbox what it has not had yet
   */
  record InstanceLoaded(
      long instanceSeq,
      String instanceId,
      String executionId,
      String name,
      int batches,
      @Nullable Long turnAt,
      @Nullable Long startAt,
      boolean suspended,
      int answerable,
      List<Delivery> inbox)
      implements Effect {}

  /** The instance has ended, or is no more: nothing is to be done for it. */
  record InstanceEnded(long instanceSeq) implements Effect {}

  record EventDelivered(long instanceSeq, Delivery delivery) implements Effect {}

  record InstanceSuspended(long instanceSeq) implements Effect {}

  record InstanceResumed(long instanceSeq) implements Effect {}

  /** The instance waits for these. */
  record ActivitiesScheduled(long instanceSeq, String executionId, List<ActivityCall> calls)
      implements Effect {}

  record TimersSet(List<Timer> timers) implements Effect {}

  /** The timers will not fire. */
  record TimersCancelled(List<Timer> timers) implements Effect {}

  /** Somebody may be waiting for what the instance has become. */
  record InstanceChanged(String instanceId, RuntimeStatus status) implements Effect {}

  /**
   * All that is pending when the hub starts.
   *
   * @param activities what instances wait for
   * @param ready the instances that have something to do
   */
  record HubRecovered(List<Timer> timers, List<OpenActivities> activities, List<Long> ready)
      implements Effect {}

  /** Activities that one generation of an instance waits for. */
  record OpenActivities(long instanceSeq, String executionId, Set<Integer> taskIds) {}

  /** Everything has been deleted. */
  record HubEmptied() implements Effect {}
}
