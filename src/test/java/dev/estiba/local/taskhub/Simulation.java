package dev.estiba.local.taskhub;

import com.microsoft.durabletask.OrchestrationRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One seed: programs, what clients do, the order of all that is ready, and crashes. The same seed
 * does the same every time.
 */
final class Simulation {

  static final int PROGRAMS = 4;
  private static final int ROUNDS = 60;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random;
  private final List<SimulatedProgram> programs;
  private final SimulatedChance chance;
  private final SimulatedWorker worker;
  private final SimulatedModel model = new SimulatedModel();
  private final List<String> script = new ArrayList<>();
  private final VirtualTaskHub hub;
  private final SimulatedClients clients;

  private Simulation(long seed) {
    random = new Random(seed);
    programs =
        IntStream.range(0, PROGRAMS)
            .mapToObj(i -> SimulatedProgram.random(random, i, PROGRAMS))
            .toList();
    worker = new SimulatedWorker(programs);
    chance = new SimulatedChance(random);
    hub = new VirtualTaskHub(worker, START, chance);
    clients = new SimulatedClients(hub, random, model, worker, this::reviveIfDead, script);
  }

  /** Runs them all, without the engine's warnings of the faults that are made. */
  static void run(LongStream seeds) {
    Logger engine = Logger.getLogger(Simulation.class.getPackageName());
    Logger sdk = Logger.getLogger(OrchestrationRunner.class.getPackageName());
    engine.setLevel(Level.OFF);
    sdk.setLevel(Level.OFF);
    try {
      seeds.forEach(Simulation::run);
    } finally {
      engine.setLevel(null);
      sdk.setLevel(null);
    }
  }

  /**
   * @throws SimulationFailure with the script, if an oracle does not hold
   */
  static void run(long seed) {
    Simulation simulation = new Simulation(seed);
    try (VirtualTaskHub hub = simulation.hub) {
      simulation.play();
      simulation.finish();
      simulation.judge();
    } catch (Exception | AssertionError e) {
      throw new SimulationFailure(simulation.describe(seed, e), e);
    }
  }

  private String describe(long seed, Throwable failure) {
    StringBuilder text = new StringBuilder();
    text.append("Seed ").append(seed).append(": ").append(failure.getMessage());
    text.append("\nTo run it alone: -Dtest=SimulationTest -Dsimulation.seed=").append(seed);
    for (int i = 0; i < programs.size(); i++) {
      text.append("\nProgram ").append(i);
      programs.get(i).steps().forEach(step -> text.append("\n    ").append(step));
    }
    script.forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }

  private void play() {
    chance.begin();
    int steps = 20 + random.nextInt(60);
    for (int i = 0; i < steps; i++) {
      try {
        act();
      } catch (TaskHubException e) {
        script.add("  … the store failed");
      }
      reviveIfDead();
      model.check(hub);
    }
  }

  private void act() {
    int what = random.nextInt(100);
    if (what < 55) {
      int left = random.nextInt(6);
      while (left >= 0 && hub.runOne() && !chance.isDead()) {
        left--;
      }
    } else if (what < 65) {
      hub.passToNextTimer();
    } else if (what < 68) {
      script.add("crash");
      crash();
    } else {
      clients.ask();
    }
  }

  private void reviveIfDead() {
    while (chance.isDead()) {
      script.add("died at a commit");
      crash();
    }
  }

  private void crash() {
    chance.revive();
    worker.crashed();
    try {
      hub.crash();
    } catch (TaskHubException e) {
      script.add("  … and again while it recovered");
      if (!chance.isDead()) {
        crash();
      }
    }
  }

  /** With no more faults, and with all the events that may be waited for, everything ends. */
  private void finish() {
    script.add("finish");
    chance.spare();
    List<InstanceState> running = running();
    for (int round = 0; round < ROUNDS && !running.isEmpty(); round++) {
      for (InstanceState state : running) {
        hub.client().resume(state.instanceId(), null);
        String event = "\"last" + round + "\"";
        hub.client().raiseEvent(state.instanceId(), SimulatedProgram.EVENTS.get(round % 2), event);
      }
      letPass();
      model.check(hub);
      running = running();
    }
    if (!running.isEmpty()) {
      throw new SimulationFailure("Some never end: " + hub.leftovers() + stories(running));
    }
    letPass();
  }

  private void letPass() {
    runAll();
    for (int i = 0; i < 1000 && hub.passToNextTimer(); i++) {
      runAll();
    }
  }

  private void runAll() {
    int done = 0;
    while (hub.runOne()) {
      if (++done > 100_000) {
        throw new SimulationFailure("The work never ends.");
      }
    }
  }

  private List<InstanceState> running() {
    return instances().stream().filter(state -> !state.status().isTerminal()).toList();
  }

  private List<InstanceState> instances() {
    return hub.client()
        .query(new InstanceQuery(Set.of(), null, null, null, 1000, null, true))
        .instances();
  }

  private String stories(List<InstanceState> instances) {
    StringBuilder text = new StringBuilder();
    for (InstanceState state : instances) {
      text.append("\n").append(state);
      text.append("\nhistory ").append(hub.client().history(state.instanceId()));
      text.append("\ninbox ").append(hub.inbox(state.instanceId()));
    }
    return text.toString();
  }

  private void judge() throws Exception {
    for (InstanceState state : instances()) {
      try {
        LegalHistory.check(state, hub.client().history(state.instanceId()));
        if (mustReplay(state)) {
          LegalHistory.replay(state, hub.client().history(state.instanceId()), worker);
        }
      } catch (AssertionError e) {
        throw new SimulationFailure(
            e.getMessage() + "\n" + state + "\n" + hub.client().history(state.instanceId()), e);
      }
      if (!hub.inbox(state.instanceId()).isEmpty()) {
        throw new SimulationFailure("It has ended and has an inbox: " + state);
      }
    }
    if (!worker.ranTwice().isEmpty()) {
      throw new SimulationFailure("In one life these ran twice: " + worker.ranTwice());
    }
    if (!hub.leftovers()
        .equals("0 ready, 0 delayed, timer null, 0 live, activities under way {}")) {
      throw new SimulationFailure("Something is left: " + hub.leftovers());
    }
  }

  /** A terminated instance may have ended anywhere; an Error comes out of a replay as it is. */
  private static boolean mustReplay(InstanceState state) {
    return state.status() == RuntimeStatus.COMPLETED
        || state.status() == RuntimeStatus.FAILED
            && Optional.ofNullable(state.failure())
                .filter(failure -> failure.errorType().equals(AssertionError.class.getName()))
                .isEmpty();
  }
}
