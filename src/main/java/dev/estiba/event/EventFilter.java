package dev.estiba.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a trigger is for. All comparisons tell upper from lower case.
 *
 * @param types of which an event has one, as a whole; empty for all
 * @param source which an event has, as a whole; null for all
 * @param subjectPrefix what its subject begins with; null for all, also for none
 * @param subjectSuffix what its subject ends with; null for all, also for none
 */
public record EventFilter(
    List<String> types,
    @Nullable String source,
    @Nullable String subjectPrefix,
    @Nullable String subjectSuffix) {

  static final EventFilter NONE = new EventFilter(List.of(), null, null, null);

  public EventFilter {
    types = List.copyOf(types);
  }

  /** Whether it lets every event pass. */
  boolean isEmpty() {
    return equals(NONE);
  }

  boolean passes(Event event) {
    String subject = event.subject() == null ? "" : event.subject();
    return (types.isEmpty() || types.contains(event.type()))
        && (source == null || source.equals(event.source()))
        && (subjectPrefix == null || subject.startsWith(subjectPrefix))
        && (subjectSuffix == null || subject.endsWith(subjectSuffix));
  }
}
