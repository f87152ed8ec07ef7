package dev.estiba.local.taskhub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Those who wait for what becomes of an instance; none of them holds a thread. Thread-safe. */
final class Waiters {

  private record Waiter(
      Predicate<RuntimeStatus> condition, CompletableFuture<Optional<InstanceState>> future) {}

  private final Store store;
  private final Executor executor;
  private final Map<String, List<Waiter>> waiters = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param executor reads the instances that are waited for and completes the futures
   */
  Waiters(Store store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  /**
   * The instance, once its status meets the condition; empty if there is no such instance, or no
   * more. The waiter goes when the future is cancelled.
   */
  CompletableFuture<Optional<InstanceState>> await(
      String instanceId, Predicate<RuntimeStatus> condition) {
    Waiter waiter = new Waiter(condition, new CompletableFuture<>());
    // Registered before the look at the instance, so that no change falls in between.
    waiters.compute(instanceId, (id, list) -> with(list == null ? List.of() : list, waiter));
    var unused =
        waiter.future.whenComplete(
            (state, failure) ->
                waiters.computeIfPresent(instanceId, (id, list) -> without(list, waiter)));
    if (closed) {
      waiter.future.completeExceptionally(closed());
    }
    check(instanceId, waiter);
    return waiter.future;
  }

  /** Whoever waits still is told that the hub is closed. */
  void close() {
    closed = true;
    waiters
        .values()
        .forEach(list -> list.forEach(waiter -> waiter.future().completeExceptionally(closed())));
  }

  private static TaskHubException closed() {
    return new TaskHubException("The task hub is closed.");
  }

  private static List<Waiter> with(List<Waiter> list, Waiter waiter) {
    List<Waiter> longer = new CopyOnWriteArrayList<>(list);
    longer.add(waiter);
    return longer;
  }

  private static @Nullable List<Waiter> without(List<Waiter> list, Waiter waiter) {
    list.remove(waiter);
    return list.isEmpty() ? null : list;
  }

  /** Called for every committed effect: quick when nobody waits. */
  void changed(Effect effect) {
    if (effect instanceof Effect.InstanceChanged changed) {
      recheck(changed.instanceId(), changed.status());
    } else if (effect instanceof Effect.HubEmptied) {
      waiters.keySet().forEach(instanceId -> recheck(instanceId, RuntimeStatus.TERMINATED));
    }
  }

  private void recheck(String instanceId, RuntimeStatus status) {
    List<Waiter> present = waiters.get(instanceId);
    if (present != null) {
      for (Waiter waiter : present) {
        if (waiter.condition().test(status)) {
          executor.execute(() -> check(instanceId, waiter));
        }
      }
    }
  }

  private void check(String instanceId, Waiter waiter) {
    try {
      Optional<InstanceState> state = store.read(sql -> Tables.state(sql, instanceId));
      if (state.isEmpty() || waiter.condition().test(state.get().status())) {
        waiter.future().complete(state);
      }
    } catch (RuntimeException e) {
      waiter.future().completeExceptionally(e);
    }
  }
}
