package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.launch.LaunchTemplate;
import dev.estiba.pipeline.DocumentKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as {@code /api/schedules} shows it.
 *
 * @param kind of what it starts
 * @param dueTimes the next ones; none while it is paused
 * @param runs newest first
 * @param problem why it starts nothing: this version cannot read what an earlier one took; else
 *     null
 * @param definition as it was put, without secrets; null in the list of all schedules
 */
public record ScheduleView(
    String name,
    boolean enabled,
    DocumentKind kind,
    String cron,
    String timeZone,
    List<Instant> dueTimes,
    List<Run> runs,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String problem,
    @Nullable JsonNode definition) {

  /** How many due times are told. */
  public static final int DUE_TIMES = 5;

  /**
   * What became of a due time.
   *
   * @param instanceId of what was or is to be started
   * @param dueAt null where somebody had it run
   * @param until the last one, where several were left out; else null
   * @param at when it was decided on
   * @param state what was decided
   * @param now how what was started is now; null where nothing was, or where it is purged
   * @param why nothing was started; else null
   */
  public record Run(
      String instanceId,
      @Nullable Instant dueAt,
      @Nullable Instant until,
      Instant at,
      ScheduledRun.State state,
      @Nullable String now,
      @Nullable String why) {}

  /** All of them, in the order of their names. */
  public record All(List<ScheduleView> schedules) {

    public All {
      schedules = List.copyOf(schedules);
    }
  }

  public ScheduleView {
    dueTimes = List.copyOf(dueTimes);
    runs = List.copyOf(runs);
  }

  /**
   * @param at the time that it is now
   * @param states says how an instance is now
   */
  public static ScheduleView of(
      ScheduleRecord record,
      Instant at,
      @Nullable JsonNode definition,
      Function<String, Optional<String>> states) {
    Due due = Due.of(record, at);
    return new ScheduleView(
        record.name(),
        record.isEnabled(),
        LaunchTemplate.kindIn(record.definition()),
        record.definition().path("cron").asText(),
        record.definition().path("timeZone").asText("UTC"),
        due.times(),
        record.runs().stream().map(run -> run(run, states)).toList(),
        record.revision(),
        record.createdAt(),
        record.updatedAt(),
        due.problem(),
        definition);
  }

  /** When it is due next, or why nobody knows. */
  private record Due(List<Instant> times, @Nullable String problem) {

    static Due of(ScheduleRecord record, Instant at) {
      try {
        Schedule schedule = record.schedule();
        return new Due(schedule.enabled() ? schedule.times().next(at, DUE_TIMES) : List.of(), null);
      } catch (IllegalArgumentException e) {
        return new Due(List.of(), e.getMessage());
      }
    }
  }

  private static Run run(ScheduledRun run, Function<String, Optional<String>> states) {
    return new Run(
        run.instanceId(),
        run.dueAt(),
        run.until(),
        run.decidedAt(),
        run.state(),
        run.state() == ScheduledRun.State.STARTED
            ? states.apply(run.instanceId()).orElse(null)
            : null,
        run.why());
  }
}
