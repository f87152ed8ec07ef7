package dev.estiba.local.taskhub;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instance that has something to do, or had lately, in memory: a copy of what is committed, and
 * its history as far as it is at hand. Guarded by its own monitor.
 */
final class LiveInstance {

  /** Where it stands between two turns. */
  enum Phase {
    /** The store has been asked what it is. */
    LOADING,
    IDLE,
    /** It waits for a thread. */
    QUEUED,
    /** A turn runs, or is being committed. */
    RUNNING,
    /** The next turn is put off. */
    PAUSED
  }

  final long seq;
  Phase phase = Phase.LOADING;

  /** It has ended, or has been forgotten: whoever holds it has to look for another. */
  boolean gone;

  /** There is no other: what comes for it now is for nobody. */
  boolean ended;

  String instanceId = "";
  String executionId = "";
  String name = "";
  int batches;
  @Nullable Long turnAt;
  @Nullable Long startAt;
  boolean suspended;

  /** How many activities and children it waited for after its last turn. */
  int answerable;

  /** How often the next turn has been tried, 1 at first. */
  int attempt = 1;

  /** Null when it has to be read. */
  @Nullable History history;

  /** What has come since the last turn, in its order. */
  final List<Delivery> inbox = new ArrayList<>();

  LiveInstance(long seq) {
    this.seq = seq;
  }

  /** Something has come for it; what was meant for an older generation is dropped. */
  void take(Delivery delivery) {
    if (phase == Phase.LOADING || delivery.isFor(executionId)) {
      inbox.add(delivery);
    }
  }

  /** Becomes what the store says; of what has come, keeps what only memory has. */
  void become(Effect.InstanceLoaded loaded) {
    instanceId = loaded.instanceId();
    executionId = loaded.executionId();
    name = loaded.name();
    batches = loaded.batches();
    turnAt = loaded.turnAt();
    startAt = loaded.startAt();
    suspended = loaded.suspended();
    history = batches == 0 ? new History() : null;
    answerable = loaded.answerable();
    attempt = 1;
    Set<Long> there = new HashSet<>();
    loaded.inbox().forEach(delivery -> there.add(delivery.inboxSeq()));
    // What has been made durable since the store was read is only here too.
    List<Delivery> onlyHere =
        inbox.stream()
            .filter(d -> isNewsFor(d, executionId))
            .filter(d -> d.inboxSeq() == 0 || !there.contains(d.inboxSeq()))
            .toList();
    inbox.clear();
    inbox.addAll(loaded.inbox());
    inbox.addAll(onlyHere);
    if (phase == Phase.LOADING) {
      phase = Phase.IDLE;
    }
  }

  private static boolean isNewsFor(Delivery delivery, String executionId) {
    return delivery.isFromMemory()
        && !delivery.isConsumed()
        && !delivery.event().hasExecutionStarted()
        && delivery.isFor(executionId);
  }

  /** Whether a turn can begin. */
  boolean isReady(long now) {
    return !gone
        && phase == Phase.IDLE
        && !suspended
        && (startAt == null || now > startAt)
        && !inbox.isEmpty();
  }

  /** Whether nothing would be lost, save time, were this forgotten. */
  boolean isForgettable() {
    return phase == Phase.IDLE && inbox.isEmpty();
  }

  /** The results of activities that only memory has. */
  List<Delivery> resultsInMemory() {
    return inbox.stream().filter(Delivery::isResultInMemory).toList();
  }

  long bytes() {
    return 512 + (history == null ? 0 : history.bytes());
  }
}
