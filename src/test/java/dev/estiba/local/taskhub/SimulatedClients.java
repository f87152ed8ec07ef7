package dev.estiba.local.taskhub;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** What clients do in a simulation, and what they take from the answers. */
final class SimulatedClients {

  private static final int ROOTS = 3;

  private final VirtualTaskHub hub;
  private final RandomGenerator random;
  private final SimulatedModel model;
  private final SimulatedWorker worker;
  private final Runnable afterFailure;
  private final List<String> script;
  private int number;

  /**
   * @param afterFailure begins the hub anew where it has died: then it shows what it had accepted
   * @param script is told what is done
   */
  SimulatedClients(
      VirtualTaskHub hub,
      RandomGenerator random,
      SimulatedModel model,
      SimulatedWorker worker,
      Runnable afterFailure,
      List<String> script) {
    this.hub = hub;
    this.random = random;
    this.model = model;
    this.worker = worker;
    this.afterFailure = afterFailure;
    this.script = script;
  }

  private TaskHubClient client() {
    return hub.client();
  }

  /** Does one thing to one instance. */
  void ask() {
    ask("root-" + random.nextInt(ROOTS), random.nextInt(20));
  }

  private void ask(String id, int what) {
    if (what < 6) {
      start(id);
    } else if (model.knows(id)) {
      String who = model.who(id).orElseThrow();
      switch (what) {
        case 6, 7, 8, 9, 10 -> raise(id);
        case 11, 12 -> say("suspend " + id, () -> client().suspend(id, "s"));
        case 13, 14 -> say("resume " + id, () -> client().resume(id, "r"));
        case 15 -> say("terminate " + id, () -> client().terminate(id, "\"t\""));
        case 16 -> purge(id);
        case 17 -> restart(id, who);
        default -> rewind(id, who);
      }
    }
  }

  private void say(String what, Runnable call) {
    script.add(what);
    call.run();
  }

  private void start(String id) {
    String who = "w" + ++number;
    String input =
        "\"" + SimulatedProgram.State.start(random.nextInt(Simulation.PROGRAMS), who) + "\"";
    Instant startAt = random.nextInt(5) == 0 ? hub.now().plusSeconds(2) : null;
    script.add("start " + id + " " + input + (startAt == null ? "" : " later"));
    try {
      client().schedule(new NewInstance(SimulatedProgram.NAME, id, input, startAt));
      model.started(id, who);
    } catch (InstanceExistsException e) {
      script.add("  … exists");
    } catch (TaskHubException e) {
      script.add("  … unknown");
      afterFailure.run();
      boolean isThere = client().find(id).filter(state -> input.equals(state.input())).isPresent();
      if (isThere) {
        model.started(id, who);
      }
    }
  }

  private void raise(String id) {
    String name = SimulatedProgram.EVENTS.get(random.nextInt(2));
    String event = "e" + ++number;
    script.add("raise " + name + " " + event + " at " + id);
    boolean counts = !client().find(id).orElseThrow().status().isTerminal();
    client().raiseEvent(id, name, "\"" + event + "\"");
    if (counts) {
      model.raised(id, event);
    }
  }

  private void purge(String id) {
    script.add("purge " + id);
    try {
      if (client().purge(id)) {
        model.purged(id);
      }
    } catch (TaskHubException e) {
      afterFailure.run();
      if (client().find(id).isEmpty()) {
        model.purged(id);
      }
    }
  }

  private void restart(String id, String who) {
    script.add("restart " + id);
    worker.mayRunAgain(who);
    try {
      client().restart(id, false);
      model.started(id, who);
    } catch (InstanceExistsException e) {
      script.add("  … exists");
    } catch (TaskHubException e) {
      afterFailure.run();
      model.started(id, who); // Whether anew or as it was.
    }
  }

  private void rewind(String id, String who) {
    if (client().find(id).orElseThrow().status() == RuntimeStatus.FAILED) {
      script.add("rewind " + id);
      worker.mayRunAgain(who);
      try {
        client().rewind(id, "again");
      } catch (TaskHubException e) {
        afterFailure.run();
      }
      model.rewound(hub, id);
    }
  }
}
