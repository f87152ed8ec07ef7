package dev.estiba.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event with one trigger.
 *
 * @param instanceId what was started, or would have been
 * @param why it was refused; null where it was started
 * @param now the state of the task, batch or pipeline when somebody looks; null where it was
 *     refused or is purged, and nothing that is stored
 */
public record TriggerRun(
    Instant at,
    Cause event,
    State state,
    String instanceId,
    @Nullable String why,
    @Nullable String now) {

  /** What became of it. */
  public enum State {
    Started,
    Refused
  }

  /** The event, without its data. */
  public record Cause(String id, String source, String type, @Nullable String subject) {

    static Cause of(Event event) {
      return new Cause(event.id(), event.source(), event.type(), event.subject());
    }
  }

  public static TriggerRun started(Event event, String instanceId, Instant at) {
    return new TriggerRun(at, Cause.of(event), State.Started, instanceId, null, null);
  }

  public static TriggerRun refused(Event event, String instanceId, String why, Instant at) {
    return new TriggerRun(at, Cause.of(event), State.Refused, instanceId, why, null);
  }

  public TriggerRun withNow(@Nullable String state) {
    return new TriggerRun(at, event, this.state, instanceId, why, state);
  }
}
