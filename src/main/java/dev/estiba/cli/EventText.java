package dev.estiba.cli;

import dev.estiba.document.Problem;
import dev.estiba.event.EventReceipt;
import java.util.ArrayList;
import java.util.List;

/** What is said of events that were sent. */
final class EventText {

  private EventText() {}

  /** A line for each thing that was started or refused, and for each event that was for nothing. */
  static List<String> lines(EventReceipt.All receipts) {
    List<String> lines = new ArrayList<>();
    for (EventReceipt event : receipts.events()) {
      event.started().forEach(started -> lines.add(started(started)));
      event.refused().forEach(refused -> lines.addAll(refused(refused)));
      if (event.started().isEmpty() && event.refused().isEmpty()) {
        lines.add("No trigger is for the event " + event.id() + " of the type " + event.type());
      }
    }
    return lines;
  }

  private static String started(EventReceipt.Started started) {
    return started.kind().displayName()
        + " "
        + started.instanceId()
        + " by "
        + started.trigger()
        + (started.duplicate() ? ", started before" : "");
  }

  private static List<String> refused(EventReceipt.Refused refused) {
    return refused.errors().stream()
        .map(Problem::toString)
        .map(problem -> "Refused by " + refused.trigger() + ": " + problem)
        .toList();
  }
}
