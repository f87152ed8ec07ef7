package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs nothing: plays each container's {@link Simulation}, all of them on one thread. */
public final class SimulatedRuntime implements ContainerRuntime {

  private final InstantSource clock;
  private final Scripts scripts;
  private final Map<ContainerId, Simulation> simulations = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Daemons.named("simulation"));
  private volatile ContainerListener listener = (id, state) -> {};

  /**
   * Tells what containers do that do not say it themselves, by the names of group and container.
   */
  @FunctionalInterface
  public interface Scripts {
    Optional<SimulationScript> of(String group, String container);
  }

  public SimulatedRuntime(InstantSource clock, Scripts scripts) {
    this.clock = clock;
    this.scripts = scripts;
  }

  @Override
  public void open(ContainerListener newListener, Set<ContainerId> known, Set<String> groups) {
    listener = newListener;
  }

  @Override
  public void admit(ContainerSpec spec) throws ContainerRefusedException {
    SimulationScript.of(spec, SimulationScript.NOTHING);
  }

  @Override
  public void start(ContainerSpec spec) {
    simulations.put(spec.id(), new Simulation(spec.requestedAt(), script(spec), null));
    playAt(spec.id(), clock.instant());
  }

  private SimulationScript script(ContainerSpec spec) {
    SimulationScript otherwise =
        scripts.of(spec.group().name(), spec.id().container()).orElse(SimulationScript.NOTHING);
    try {
      return SimulationScript.of(spec, otherwise);
    } catch (ContainerRefusedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void resume(ContainerSpec spec) {
    start(spec);
  }

  private void playAt(ContainerId id, Instant at) {
    long millis = Math.max(0, Duration.between(clock.instant(), at).toMillis() + 1);
    try {
      var unused =
          timer.schedule(
              () -> play(id), at.isAfter(clock.instant()) ? millis : 0, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: the next process plays on.
    }
  }

  private void play(ContainerId id) {
    Simulation simulation = simulations.get(id);
    if (simulation == null || simulation.isCut()) {
      return;
    }
    ContainerState state = simulation.stateAt(clock.instant());
    // What is no news is not told again.
    if (!(state instanceof ContainerState.Pulling)) {
      listener.changed(id, simulation.pulling());
      listener.changed(id, simulation.starting());
    }
    listener.changed(id, state);
    if (state instanceof ContainerState.Pulling) {
      playAt(id, simulation.pulledAt());
    } else if (state instanceof ContainerState.Starting) {
      playAt(id, simulation.startsAt());
    } else if (state instanceof ContainerState.Running) {
      playAt(id, simulation.endsAt());
    }
  }

  @Override
  public void stop(ContainerId id) {
    simulations.computeIfPresent(id, (i, simulation) -> simulation.cutAt(clock.instant()));
  }

  @Override
  public void remove(ContainerId id) {
    simulations.remove(id);
  }

  @Override
  public Optional<String> log(ContainerId id, LogQuery query) {
    Instant now = clock.instant();
    return Optional.ofNullable(simulations.get(id))
        .filter(simulation -> !now.isBefore(simulation.startsAt()))
        .map(simulation -> text(simulation, simulation.lastAt(now), query));
  }

  private static String text(Simulation simulation, Instant now, LogQuery query) {
    List<Integer> written =
        IntStream.range(0, simulation.lines().size())
            .filter(i -> !simulation.writtenAt(i).isAfter(now))
            .boxed()
            .toList();
    int from = query.tail() == null ? 0 : Math.max(0, written.size() - query.tail());
    return written.subList(from, written.size()).stream()
        .map(i -> stamp(simulation, i, query) + simulation.lines().get(i) + "\n")
        .collect(Collectors.joining());
  }

  private static String stamp(Simulation simulation, int line, LogQuery query) {
    return query.timestamps() ? LogText.stamp(simulation.writtenAt(line)) : "";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
