package dev.estiba.functions;

import dev.estiba.event.Event;
import dev.estiba.event.EventReceipt;
import dev.estiba.event.Trigger;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.Triggers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has each event start what its triggers say. */
final class EventIntake {

  private final Triggers triggers;
  private final TriggerStart start;

  EventIntake(Triggers triggers, TriggerStart start) {
    this.triggers = triggers;
    this.start = start;
  }

  /**
   * @throws IOException if the storage failed; all may be taken in again
   */
  EventReceipt.All take(List<Event> events) throws IOException {
    Map<String, Trigger> enabled = enabled();
    Map<String, List<TriggerRun>> runs = new LinkedHashMap<>();
    List<EventReceipt> receipts = new ArrayList<>();
    for (Event event : events) {
      receipts.add(take(event, enabled, runs));
    }
    // At the end: a thousand events are one change of each trigger.
    for (Map.Entry<String, List<TriggerRun>> noted : runs.entrySet()) {
      triggers.note(noted.getKey(), noted.getValue());
    }
    return EventReceipt.All.of(receipts);
  }

  private Map<String, Trigger> enabled() throws IOException {
    Map<String, Trigger> enabled = new LinkedHashMap<>();
    for (Map.Entry<String, TriggerRecord> entry : triggers.all().entrySet()) {
      if (entry.getValue().isEnabled()) {
        enabled.put(entry.getKey(), entry.getValue().trigger());
      }
    }
    return enabled;
  }

  private EventReceipt take(
      Event event, Map<String, Trigger> enabled, Map<String, List<TriggerRun>> runs) {
    List<EventReceipt.Started> started = new ArrayList<>();
    List<EventReceipt.Refused> refused = new ArrayList<>();
    enabled.forEach(
        (name, trigger) -> {
          if (!trigger.isFor(event)) {
            return;
          }
          List<TriggerRun> ofTrigger = runs.computeIfAbsent(name, any -> new ArrayList<>());
          TriggerStart.Outcome outcome = start.run(name, trigger, event);
          if (outcome instanceof TriggerStart.Outcome.Started done) {
            started.add(done.receipt());
            ofTrigger.add(done.run());
          } else if (outcome instanceof TriggerStart.Outcome.Before before) {
            started.add(before.receipt());
          } else if (outcome instanceof TriggerStart.Outcome.Refused not) {
            refused.add(not.receipt());
            ofTrigger.add(not.run());
          }
        });
    return EventReceipt.of(event, started, refused);
  }
}
