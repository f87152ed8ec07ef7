package dev.estiba.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.store.TaggedDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A schedule as it is stored.
 *
 * @param definition its document, with sealed secrets
 * @param revision goes up with each change that a user makes
 * @param decidedTo what becomes of all due times up to this one, and of this one, is decided
 * @param runs newest first: those still to be started, and the last {@link #KEPT} others
 * @param going instance ids of what it started last and may go on, oldest first
 */
public record ScheduleRecord(
    String name,
    JsonNode definition,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    Instant decidedTo,
    List<ScheduledRun> runs,
    List<String> going)
    implements TaggedDocuments.Tagged {

  /** How many runs are shown. */
  public static final int KEPT = 10;

  /** More than anybody lets go on side by side. */
  private static final int MOST_GOING = 100;

  public ScheduleRecord {
    runs = List.copyOf(runs);
    going = List.copyOf(going);
  }

  /** For whom its secrets are sealed. */
  public static String secretsOwner(String name) {
    return "schedule/" + name;
  }

  static ScheduleRecord first(String name, JsonNode definition, Instant now) {
    return new ScheduleRecord(name, definition, 1, now, now, now, List.of(), List.of());
  }

  @JsonIgnore // The definition has it.
  public boolean isEnabled() {
    return definition.path("enabled").asBoolean(true);
  }

  /** Of this revision, and of no other: also if it was deleted and put again meanwhile. */
  @Override
  public String entityTag() {
    return "\"" + revision + "-" + Long.toString(createdAt.toEpochMilli(), 36) + "\"";
  }

  public Schedule schedule() {
    return ScheduleParser.readSealed(definition);
  }

  /** Another definition in place of this one, whose due times count from the last decision on. */
  ScheduleRecord defined(JsonNode next, Instant now) {
    return new ScheduleRecord(name, next, revision + 1, createdAt, now, decidedTo, runs, going);
  }

  ScheduleRecord enabled(boolean enabled, Instant now) {
    ObjectNode next = definition.deepCopy();
    return defined(next.put("enabled", enabled), now);
  }

  ScheduleRecord decided(Instant to, List<ScheduledRun> newestFirst, List<String> stillGoing) {
    return new ScheduleRecord(
        name, definition, revision, createdAt, updatedAt, to, kept(newestFirst), stillGoing);
  }

  /** With one run changed, if it is there. */
  ScheduleRecord with(String instanceId, UnaryOperator<ScheduledRun> change) {
    return decided(
        decidedTo,
        runs.stream()
            .map(
                run ->
                    run.isOpen() && run.instanceId().equals(instanceId) ? change.apply(run) : run)
            .toList(),
        going);
  }

  /** With what was started, or may have been. */
  ScheduleRecord withGoing(List<String> instanceIds) {
    List<String> more = Stream.concat(going.stream(), instanceIds.stream()).distinct().toList();
    return decided(
        decidedTo, runs, more.subList(Math.max(0, more.size() - MOST_GOING), more.size()));
  }

  ScheduleRecord withRun(ScheduledRun run) {
    List<ScheduledRun> more = new ArrayList<>();
    more.add(run);
    more.addAll(runs);
    return decided(decidedTo, more, going);
  }

  /** The last run only. */
  public ScheduleRecord withLastRun() {
    return decided(decidedTo, runs.stream().limit(1).toList(), going);
  }

  /** What is still to be started. */
  List<ScheduledRun> openOldestFirst() {
    List<ScheduledRun> open = new ArrayList<>(runs.stream().filter(ScheduledRun::isOpen).toList());
    Collections.reverse(open);
    return open;
  }

  /** The run that is still to be started. */
  Optional<ScheduledRun> open(String instanceId) {
    return runs.stream()
        .filter(run -> run.isOpen() && run.instanceId().equals(instanceId))
        .findFirst();
  }

  /** Instance ids of what has to end before what is still to be started. */
  Stream<String> replaced() {
    return runs.stream().filter(ScheduledRun::isOpen).flatMap(run -> run.replaces().stream());
  }

  /** Whether a later run starts in its place. */
  boolean isReplaced(String instanceId) {
    return runs.stream().anyMatch(run -> run.replaces().contains(instanceId));
  }

  private static List<ScheduledRun> kept(List<ScheduledRun> newestFirst) {
    List<ScheduledRun> kept = new ArrayList<>();
    int others = 0;
    for (ScheduledRun run : newestFirst) {
      if (run.isOpen()) {
        kept.add(run);
      } else if (others < KEPT) {
        kept.add(run);
        others++;
      }
    }
    return kept;
  }
}
