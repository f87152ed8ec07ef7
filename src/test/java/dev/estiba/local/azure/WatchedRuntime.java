package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerListener;
import dev.estiba.local.azure.runtime.ContainerRefusedException;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import dev.estiba.local.azure.runtime.ContainerSpec;
import dev.estiba.local.azure.runtime.LogQuery;
import dev.estiba.local.azure.runtime.SimulatedRuntime;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Simulated containers that tell what was done to them; a test may hold a step up or fail it. */
final class WatchedRuntime implements ContainerRuntime {

  /**
   * Comes before a step such as {@code remove main-0} or {@code removeGroup}, and after one such as
   * {@code start main-0}.
   */
  @FunctionalInterface
  interface Before {
    void step(String step) throws IOException, InterruptedException;
  }

  private final SimulatedRuntime containers =
      new SimulatedRuntime(InstantSource.system(), (group, container) -> Optional.empty());
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final Set<String> present = ConcurrentHashMap.newKeySet();
  private volatile Before before = step -> {};

  void before(Before newBefore) {
    before = newBefore;
  }

  /** What was done so far. */
  List<String> steps() {
    return List.copyOf(steps);
  }

  /** The containers that were started and not removed, such as {@code main-0}. */
  Set<String> present() {
    return Set.copyOf(present);
  }

  private static String name(ContainerId id) {
    return id.container() + "-" + id.attempt();
  }

  private void begin(String step) throws IOException, InterruptedException {
    before.step(step);
    steps.add(step);
  }

  @Override
  public void open(ContainerListener listener, Set<ContainerId> known, Set<String> groups) {
    containers.open(listener, known, groups);
  }

  @Override
  public void admit(ContainerSpec spec) throws ContainerRefusedException {
    try {
      begin("admit " + name(spec.id()));
    } catch (IOException | InterruptedException e) {
      throw new ContainerRefusedException(
          ContainerRefusedException.Reason.ENGINE_UNAVAILABLE, e.toString());
    }
    containers.admit(spec);
  }

  @Override
  public void start(ContainerSpec spec) {
    String step = "start " + name(spec.id());
    steps.add(step);
    present.add(name(spec.id()));
    containers.start(spec);
    try {
      before.step(step);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void resume(ContainerSpec spec) {
    containers.resume(spec);
  }

  @Override
  public void stop(ContainerId id) throws IOException, InterruptedException {
    begin("stop " + name(id));
    containers.stop(id);
  }

  @Override
  public void remove(ContainerId id) throws IOException, InterruptedException {
    begin("remove " + name(id));
    containers.remove(id);
    present.remove(name(id));
  }

  @Override
  public void removeGroup(String group) throws IOException, InterruptedException {
    begin("removeGroup");
  }

  @Override
  public Optional<String> log(ContainerId id, LogQuery query) {
    return containers.log(id, query);
  }

  @Override
  public void close() {
    containers.close();
  }
}
