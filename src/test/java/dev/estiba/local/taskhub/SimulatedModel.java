package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the clients of a simulated task hub have been told, and may hold it to. */
final class SimulatedModel {

  /** An instance that a client has started. */
  private static final class Known {
    final String who;
    final Set<String> events = new HashSet<>();
    @Nullable InstanceState end;

    Known(String who) {
      this.who = who;
    }
  }

  private final Map<String, Known> known = new TreeMap<>();

  void started(String id, String who) {
    known.put(id, new Known(who));
  }

  boolean knows(String id) {
    return known.containsKey(id);
  }

  void purged(String id) {
    known.remove(id);
  }

  void raised(String id, String event) {
    known.get(id).events.add(event);
  }

  /** It goes on after its end: with the events that it has, and no others. */
  void rewound(VirtualTaskHub hub, String id) {
    Known instance = known.get(id);
    instance.end = null;
    instance.events.retainAll(events(hub, hub.client().find(id).orElseThrow()));
  }

  Optional<String> who(String id) {
    return Optional.ofNullable(known.get(id)).map(instance -> instance.who);
  }

  /** Every started instance is there, has one end at most, and has each of its events once. */
  void check(VirtualTaskHub hub) {
    known.forEach((id, instance) -> check(hub, id, instance));
  }

  private static void check(VirtualTaskHub hub, String id, Known instance) {
    InstanceState state =
        hub.client()
            .find(id)
            .orElseThrow(() -> new SimulationFailure("An accepted instance is lost: " + id));
    if (!who(state).equals(instance.who)) {
      throw new SimulationFailure("It is " + who(state) + ", not " + instance.who + ": " + state);
    }
    if (instance.end != null && !instance.end.equals(state)) {
      throw new SimulationFailure("It had ended: " + instance.end + "; now it is " + state);
    }
    List<String> events = events(hub, state);
    if (new HashSet<>(events).size() < events.size()) {
      throw new SimulationFailure("Events came twice: " + events + " " + state);
    }
    if (state.status().isTerminal()) {
      instance.end = state;
    } else if (!events.containsAll(instance.events)) {
      throw new SimulationFailure(
          "Of " + instance.events + " are there only " + events + " " + state);
    }
  }

  private static String who(InstanceState state) {
    return parse(state).who();
  }

  private static SimulatedProgram.State parse(InstanceState state) {
    return SimulatedProgram.State.parse(String.valueOf(state.input()).replace("\"", ""));
  }

  /** The clients' events of an instance, wherever they are: seen, in the history, in the inbox. */
  private static List<String> events(VirtualTaskHub hub, InstanceState state) {
    List<String> events = new ArrayList<>(parse(state).seen());
    List<HistoryEvent> there = new ArrayList<>(hub.client().history(state.instanceId()));
    there.addAll(hub.inbox(state.instanceId()));
    there.stream()
        .filter(HistoryEvent::hasEventRaised)
        .map(event -> event.getEventRaised().getInput().getValue().replace("\"", ""))
        .forEach(events::add);
    events.removeIf(event -> event.startsWith("sent."));
    return events;
  }
}
