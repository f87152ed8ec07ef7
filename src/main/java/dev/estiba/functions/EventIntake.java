package dev.estiba.functions;

import dev.estiba.event.Event;
import dev.estiba.event.EventReceipt;
import dev.estiba.event.Trigger;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.Triggers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** A trigger that is for an event. */
  private record Match(Event event, String name, Trigger trigger) {

    String instanceId() {
      return event.instanceId(name);
    }
  }

  /**
   * @throws IOException if the storage failed; all may be taken in again
   */
  EventReceipt.All take(List<Event> events) throws IOException {
    Map<String, Trigger> enabled = triggers.enabled();
    List<List<Match>> matches = events.stream().map(event -> matches(event, enabled)).toList();
    Map<String, TriggerStart.Outcome> outcomes = start(matches);
    List<EventReceipt> receipts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      receipts.add(receipt(events.get(i), matches.get(i), outcomes));
    }
    return EventReceipt.All.of(receipts);
  }

  private static List<Match> matches(Event event, Map<String, Trigger> enabled) {
    return enabled.entrySet().stream()
        .filter(entry -> entry.getValue().isFor(event))
        .map(entry -> new Match(event, entry.getKey(), entry.getValue()))
        .toList();
  }

  /** By the ids of what is started: an event may come twice in one request. */
  private Map<String, TriggerStart.Outcome> start(List<List<Match>> matches) throws IOException {
    Map<String, Match> first = new LinkedHashMap<>();
    matches.forEach(all -> all.forEach(match -> first.putIfAbsent(match.instanceId(), match)));
    List<TriggerStart.Outcome> outcomes =
        Concurrently.map(
            List.copyOf(first.values()),
            match -> start.run(match.name(), match.trigger(), match.event()));
    Map<String, TriggerStart.Outcome> byId = new HashMap<>();
    Map<String, List<TriggerRun>> runs = new LinkedHashMap<>();
    int next = 0;
    for (Map.Entry<String, Match> entry : first.entrySet()) {
      TriggerStart.Outcome outcome = outcomes.get(next++);
      byId.put(entry.getKey(), outcome);
      outcome
          .toNote()
          .ifPresent(
              run ->
                  runs.computeIfAbsent(entry.getValue().name(), any -> new ArrayList<>()).add(run));
    }
    note(runs);
    return byId;
  }

  /** At the end: a thousand events are one change of each trigger. */
  private void note(Map<String, List<TriggerRun>> runs) throws IOException {
    for (Map.Entry<String, List<TriggerRun>> entry : runs.entrySet()) {
      triggers.note(entry.getKey(), entry.getValue());
    }
  }

  /** Whose second receipt says that it was started before. */
  private static EventReceipt receipt(
      Event event, List<Match> matches, Map<String, TriggerStart.Outcome> outcomes) {
    List<EventReceipt.Started> started = new ArrayList<>();
    List<EventReceipt.Refused> refused = new ArrayList<>();
    for (Match match : matches) {
      TriggerStart.Outcome outcome = outcomes.get(match.instanceId());
      if (outcome instanceof TriggerStart.Outcome.Started done) {
        started.add(done.receipt());
        outcomes.put(match.instanceId(), done.before());
      } else if (outcome instanceof TriggerStart.Outcome.Before before) {
        started.add(before.receipt());
      } else if (outcome instanceof TriggerStart.Outcome.Refused not) {
        refused.add(not.receipt());
      }
    }
    return EventReceipt.of(event, started, refused);
  }
}
