package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an instance. Some lie in the store's inbox until a turn has had them; the
 * others can be had again, and exist in memory alone: the start, a timer that fired, and, for a
 * moment, what an activity came to.
 *
 * <p>Where it lies is known to the writer's thread alone.
 */
final class Delivery {

  private final HistoryEvent event;
  private final @Nullable String executionId;
  private long inboxSeq;
  private boolean consumed;

  private Delivery(HistoryEvent event, @Nullable String executionId, long inboxSeq) {
    this.event = event;
    this.executionId = executionId;
    this.inboxSeq = inboxSeq;
  }

  static Delivery stored(HistoryEvent event, long inboxSeq) {
    return new Delivery(event, null, inboxSeq);
  }

  /** An event for one generation only. */
  static Delivery inMemory(HistoryEvent event, String executionId) {
    return new Delivery(event, executionId, 0);
  }

  HistoryEvent event() {
    return event;
  }

  /** Whether it is for that generation; what came through the inbox is for the present one. */
  boolean isFor(String generation) {
    return executionId == null || executionId.equals(generation);
  }

  /** Whether it began in memory, wherever it lies now. */
  boolean isFromMemory() {
    return executionId != null;
  }

  /** Whether only memory has it, and the event cannot be had again without work. */
  boolean isResultInMemory() {
    return executionId != null && (event.hasTaskCompleted() || event.hasTaskFailed());
  }

  /** The row of the inbox, or 0. */
  long inboxSeq() {
    return inboxSeq;
  }

  void storedAs(long seq) {
    inboxSeq = seq;
  }

  boolean isConsumed() {
    return consumed;
  }

  void consume() {
    consumed = true;
  }

  /** The turn that had it was not committed. */
  void giveBack() {
    consumed = false;
  }
}
