package dev.estiba.event;

import dev.estiba.document.Problem;
import dev.estiba.pipeline.DocumentKind;
import java.util.List;

/**
 * What became of an event.
 *
 * @param started for each trigger that it was for; empty with {@code refused}: it was for none
 */
public record EventReceipt(
    String id, String source, String type, List<Started> started, List<Refused> refused) {

  public EventReceipt {
    started = List.copyOf(started);
    refused = List.copyOf(refused);
  }

  public static EventReceipt of(Event event, List<Started> started, List<Refused> refused) {
    return new EventReceipt(event.id(), event.source(), event.type(), started, refused);
  }

  /**
   * A task, batch or pipeline.
   *
   * @param status path to see it at
   * @param duplicate whether it was started by an earlier delivery
   */
  public record Started(
      String trigger, DocumentKind kind, String instanceId, String status, boolean duplicate) {}

  /**
   * A trigger that cannot be filled with this event.
   *
   * @param errors with places in the trigger's definition
   */
  public record Refused(String trigger, List<Problem> errors) {

    public Refused {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Of all events of a request.
   *
   * @param started how many tasks, batches and pipelines were
   * @param duplicates how many were before
   * @param refused how many were not, see each event
   * @param unmatched how many events were for no trigger
   */
  public record All(
      long started, long duplicates, long refused, long unmatched, List<EventReceipt> events) {

    public All {
      events = List.copyOf(events);
    }

    public static All of(List<EventReceipt> events) {
      long all = events.stream().mapToLong(event -> event.started().size()).sum();
      long before =
          events.stream()
              .flatMap(event -> event.started().stream())
              .filter(Started::duplicate)
              .count();
      long refused = events.stream().mapToLong(event -> event.refused().size()).sum();
      long unmatched =
          events.stream()
              .filter(event -> event.started().isEmpty() && event.refused().isEmpty())
              .count();
      return new All(all - before, before, refused, unmatched, events);
    }
  }
}
