package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.activity.DeliverCompletion;
import dev.estiba.document.Json;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.Delivery;
import dev.estiba.task.EndNotice;
import dev.estiba.task.NotificationStatus;
import dev.estiba.task.NotificationStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells somebody that something has ended, for a day if need be. It continues as new after each
 * try: what is told is in its history twice, and no more.
 */
public final class NotifyCompletion {

  public static final String NAME = "NotifyCompletion";

  /** Between two tries; some 24 hours in all. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(8));

  /** Whoever asks for more time than this gets no more. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  /**
   * What it goes on with.
   *
   * @param status how far it is
   */
  record Input(CompletionHook hook, EndNotice notice, NotificationStatus status) {

    Input {
      // Not null for our own code; but anybody can start an orchestration with any input.
      if (Objects.isNull(hook) || Objects.isNull(notice) || Objects.isNull(status)) {
        throw new IllegalArgumentException(
            "NotifyCompletion needs an end; tasks start it with their onCompletion.");
      }
    }

    static Input first(CompletionHook hook, EndNotice notice) {
      return new Input(hook, notice, NotificationStatus.NEW);
    }

    private Input with(NotificationStatus next) {
      return new Input(hook, notice, next);
    }
  }

  private NotifyCompletion() {}

  /** Returns a {@link NotificationStatus}. */
  public static JsonNode run(TaskOrchestrationContext context) {
    Input input = Json.fromTree(context.getInput(JsonNode.class), Input.class);
    show(context, input.status());
    Delivery delivery = deliver(context, input);
    NotificationStatus status =
        after(delivery, input.status().tries(), context.getCurrentInstant());
    show(context, status);
    Instant next = status.nextTry();
    if (next == null) {
      return Json.toTree(status);
    }
    context.createTimer(Duration.between(context.getCurrentInstant(), next)).await();
    JsonNode again =
        Json.toTree(
            input.with(
                new NotificationStatus(State.TRYING, status.tries(), status.lastError(), null)));
    context.continueAsNew(again);
    return again;
  }

  private static void show(TaskOrchestrationContext context, NotificationStatus status) {
    context.setCustomStatus(Json.toTree(status));
  }

  private static Delivery deliver(TaskOrchestrationContext context, Input input) {
    try {
      return Activities.call(
          context,
          DeliverCompletion.NAME,
          new DeliverCompletion.Input(input.hook(), input.notice()),
          Delivery.class);
    } catch (TaskFailedException e) {
      return new Delivery.Again(Activities.bug(e).message(), null);
    }
  }

  /**
   * How far it is after one more try.
   *
   * @param before how many tries there were before that
   */
  private static NotificationStatus after(Delivery delivery, int before, Instant now) {
    int tries = before + 1;
    if (delivery instanceof Delivery.Delivered) {
      return new NotificationStatus(State.DELIVERED, tries, null, null);
    }
    if (delivery instanceof Delivery.Refused refused) {
      return new NotificationStatus(State.REFUSED, tries, refused.why(), null);
    }
    Delivery.Again again = (Delivery.Again) delivery;
    return before >= PAUSES.size()
        ? new NotificationStatus(State.GAVE_UP, tries, again.why(), null)
        : new NotificationStatus(
            State.TRYING,
            tries,
            again.why(),
            now.plus(pause(PAUSES.get(before), again.retryAfterSeconds())));
  }

  private static Duration pause(Duration own, @Nullable Long askedSeconds) {
    Duration asked =
        Duration.ofSeconds(
            askedSeconds == null ? 0 : Math.min(askedSeconds, LONGEST_ASKED.toSeconds()));
    return asked.compareTo(own) > 0 ? asked : own;
  }
}
