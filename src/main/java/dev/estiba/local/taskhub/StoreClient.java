package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The client of a task hub, on its store. */
final class StoreClient implements TaskHubClient {

  private static final int PURGE_PAGE = 200;

  private final Store store;
  private final Waiters waiters;

  StoreClient(Store store, Waiters waiters) {
    this.store = store;
    this.waiters = waiters;
  }

  @Override
  public String schedule(NewInstance instance) {
    if (instance.name().isBlank()) {
      throw new IllegalArgumentException("The name of the orchestrator to start is blank.");
    }
    if (instance.instanceId() != null) {
      InstanceIds.check(instance.instanceId());
    }
    return store.commit(transaction -> Lifecycle.start(transaction, instance));
  }

  @Override
  public Optional<InstanceState> find(String instanceId) {
    return store.read(sql -> Tables.state(sql, instanceId));
  }

  @Override
  public CompletableFuture<InstanceState> whenEnded(String instanceId) {
    CompletableFuture<Optional<InstanceState>> end =
        waiters.await(instanceId, RuntimeStatus::isTerminal);
    CompletableFuture<InstanceState> state =
        end.thenApply(found -> found.orElseThrow(() -> new InstanceNotFoundException(instanceId)));
    var unused =
        state.whenComplete(
            (found, failure) -> {
              if (state.isCancelled()) {
                end.cancel(false);
              }
            });
    return state;
  }

  @Override
  public List<HistoryEvent> history(String instanceId) {
    return store.read(
        sql -> {
          Optional<InstanceRow> row = Tables.instance(sql, instanceId);
          return row.isEmpty() ? List.of() : Tables.events(sql, row.get());
        });
  }

  @Override
  public InstancePage query(InstanceQuery query) {
    InstanceSearch search = new InstanceSearch(query);
    return store.read(search::page);
  }

  @Override
  public void raiseEvent(String instanceId, String eventName, @Nullable String input) {
    commit(transaction -> Lifecycle.raiseEvent(transaction, instanceId, eventName, input));
  }

  @Override
  public void terminate(String instanceId, @Nullable String reason) {
    commit(transaction -> Lifecycle.terminate(transaction, instanceId, reason));
  }

  @Override
  public void suspend(String instanceId, @Nullable String reason) {
    commit(transaction -> Lifecycle.suspend(transaction, instanceId, reason));
  }

  @Override
  public void resume(String instanceId, @Nullable String reason) {
    commit(transaction -> Lifecycle.resume(transaction, instanceId, reason));
  }

  @Override
  public void rewind(String instanceId, @Nullable String reason) {
    commit(transaction -> Rewind.rewind(transaction, instanceId, reason));
  }

  @Override
  public String restart(String instanceId, boolean withNewId) {
    InstanceState state =
        find(instanceId).orElseThrow(() -> new InstanceNotFoundException(instanceId));
    return schedule(
        new NewInstance(state.name(), withNewId ? null : instanceId, state.input(), null));
  }

  /** A transition that has no result. */
  private interface Change {
    void apply(Transaction transaction) throws SQLException;
  }

  private void commit(Change change) {
    store.commit(
        transaction -> {
          change.apply(transaction);
          return true;
        });
  }

  @Override
  public boolean purge(String instanceId) {
    return store.commit(transaction -> Lifecycle.purge(transaction, instanceId));
  }

  @Override
  public int purge(InstanceQuery query) {
    Set<RuntimeStatus> statuses =
        EnumSet.of(RuntimeStatus.COMPLETED, RuntimeStatus.FAILED, RuntimeStatus.TERMINATED);
    if (!query.statuses().isEmpty()) {
      statuses.retainAll(query.statuses());
    }
    if (statuses.isEmpty()) {
      return 0; // No status at all would mean any.
    }
    int purged = 0;
    @Nullable String token = null;
    do {
      InstancePage page = query(purgePage(query, statuses, token));
      purged += purge(page.instances());
      token = page.continuationToken();
    } while (token != null);
    return purged;
  }

  private static InstanceQuery purgePage(
      InstanceQuery query, Set<RuntimeStatus> statuses, @Nullable String token) {
    return new InstanceQuery(
        statuses,
        query.instanceIdPrefix(),
        query.createdFrom(),
        query.createdTo(),
        PURGE_PAGE,
        token,
        false);
  }

  private int purge(List<InstanceState> instances) {
    return store.commit(
        transaction -> {
          int purged = 0;
          for (InstanceState instance : instances) {
            purged += Lifecycle.purge(transaction, instance.instanceId()) ? 1 : 0;
          }
          return purged;
        });
  }

  /** Removes every instance, whatever its state. */
  void deleteEverything() {
    commit(Transaction::deleteEverything);
  }
}
