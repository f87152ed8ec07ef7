package dev.estiba.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estiba.document.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a due time, or of somebody's wish to have it run now.
 *
 * @param instanceId of what was or is to be started; of several that were left out the one of the
 *     first
 * @param dueAt null for one that somebody asked for
 * @param until the last due time that it stands for, if several were left out; else null
 * @param decidedAt when it was decided on
 * @param why of what was not started, or could not be yet; null for none
 * @param replaces instance ids of what has to end before it starts
 * @param claim who is starting it; null but while that goes on
 */
public record ScheduledRun(
    String instanceId,
    @Nullable Instant dueAt,
    @Nullable Instant until,
    Instant decidedAt,
    State state,
    @Nullable String why,
    List<String> replaces,
    @Nullable Claim claim) {

  /** How far it is. */
  public enum State {
    /** It is decided that it starts. */
    PLANNED("Planned"),
    /** Somebody is starting it. */
    STARTING("Starting"),
    /** It was started. */
    STARTED("Started"),
    /** It was left out: {@code why} says for what. */
    SKIPPED("Skipped"),
    /** It was left out: no host was there in time. */
    MISSED("Missed"),
    /** It broke rules. */
    REFUSED("Refused");

    private final String displayName;

    State(String displayName) {
      this.displayName = displayName;
    }

    @JsonValue
    public String displayName() {
      return displayName;
    }
  }

  /**
   * Keeps others from starting it as well.
   *
   * @param by tells one attempt from another
   * @param at when; after a while it is believed to have crashed
   */
  public record Claim(String by, Instant at) {}

  public ScheduledRun {
    replaces = List.copyOf(replaces);
  }

  static ScheduledRun planned(
      String instanceId, @Nullable Instant dueAt, Instant now, List<String> replaces) {
    return new ScheduledRun(instanceId, dueAt, null, now, State.PLANNED, null, replaces, null);
  }

  static ScheduledRun skipped(String instanceId, Instant dueAt, Instant now, String why) {
    return skipped(instanceId, dueAt, dueAt, now, why);
  }

  static ScheduledRun skipped(
      String instanceId, Instant first, Instant last, Instant now, String why) {
    return new ScheduledRun(
        instanceId, first, until(first, last), now, State.SKIPPED, why, List.of(), null);
  }

  static ScheduledRun missed(String instanceId, Instant first, Instant last, Instant now) {
    return new ScheduledRun(
        instanceId,
        first,
        until(first, last),
        now,
        State.MISSED,
        "No host was there to start it in time.",
        List.of(),
        null);
  }

  private static @Nullable Instant until(Instant first, Instant last) {
    return last.equals(first) ? null : last;
  }

  /** Whether it is still to be started. */
  @JsonIgnore
  boolean isOpen() {
    return state == State.PLANNED || state == State.STARTING;
  }

  /**
   * Instance ids of what may go on before it is known to have been started: what it replaces, and
   * itself, as a start whose answer was lost may have happened.
   */
  List<String> mayGoOn() {
    return Stream.concat(replaces.stream(), mayHaveBegun() ? Stream.of(instanceId) : Stream.empty())
        .toList();
  }

  /** Whether what is still to be started may have been, unseen. */
  boolean mayHaveBegun() {
    return state == State.STARTING || why != null;
  }

  ScheduledRun claimed(Claim by) {
    return with(State.STARTING, why, by);
  }

  ScheduledRun started() {
    return with(State.STARTED, null, null);
  }

  ScheduledRun skipped(String reason) {
    return with(State.SKIPPED, reason, null);
  }

  ScheduledRun refused(List<Problem> problems) {
    return with(
        State.REFUSED,
        problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
        null);
  }

  /** It is tried again. */
  ScheduledRun failed(String reason) {
    return with(State.PLANNED, reason, null);
  }

  private ScheduledRun with(State next, @Nullable String reason, @Nullable Claim by) {
    return new ScheduledRun(instanceId, dueAt, until, decidedAt, next, reason, replaces, by);
  }
}
