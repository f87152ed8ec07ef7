package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Keeps what a runtime tells. */
final class Recorder implements ContainerListener {

  record Told(ContainerState state, Instant at) {}

  private final Map<ContainerId, List<Told>> told = new ConcurrentHashMap<>();

  @Override
  public void changed(ContainerId id, ContainerState state) {
    told.computeIfAbsent(id, i -> new CopyOnWriteArrayList<>()).add(new Told(state, Instant.now()));
  }

  List<Told> of(ContainerId id) {
    return told.getOrDefault(id, List.of());
  }

  List<Class<?>> kindsOf(ContainerId id) {
    return of(id).stream().<Class<?>>map(t -> t.state().getClass()).distinct().toList();
  }

  <S extends ContainerState> S await(ContainerSpec spec, Class<S> kind) {
    return kind.cast(awaitTold(spec.id(), kind).state());
  }

  Told awaitTold(ContainerId id, Class<? extends ContainerState> kind) {
    Awaitility.await()
        .alias(id + " becomes " + kind.getSimpleName() + ", was told " + of(id))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> of(id).stream().map(Told::state).anyMatch(s -> kind.isInstance(s) || s.ended()));
    return of(id).stream()
        .filter(t -> kind.isInstance(t.state()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " was told " + of(id)));
  }

  int exitCode(ContainerSpec spec) {
    Integer code = await(spec, ContainerState.Terminated.class).exitCode();
    return code == null ? -1 : code;
  }
}
