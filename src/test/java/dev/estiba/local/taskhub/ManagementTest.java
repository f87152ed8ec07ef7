package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest extends TaskHubTestCase {

  private final SettableClock clock = new SettableClock();

  @Override
  TaskHubOptions options() {
    return super.options().withClock(clock);
  }

  @BeforeEach
  void some_orchestrators() {
    executor.orchestrator("Ends", context -> context.getInput(String.class));
    executor.orchestrator("Waits", c -> c.waitForExternalEvent("go", String.class).await());
    executor.orchestrator(
        "Throws",
        context -> {
          throw new IllegalStateException("no");
        });
  }

  @Test
  void an_instance_without_an_id_is_given_one() {
    String id = start("Ends");

    assertThat(id).matches("[0-9a-f]{32}");
    awaitCompletedWith(id, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@entity", "a/b", "a\\b", "a#b", "a?b", "a\nb"})
  void an_id_that_durable_functions_would_refuse_is_refused(String id) {
    assertThatThrownBy(() -> start("Ends", id, null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_instance_that_goes_on_cannot_be_started_again() {
    start("Waits", "ship", null);

    assertThatThrownBy(() -> start("Ends", "ship", null))
        .isInstanceOf(InstanceExistsException.class)
        .hasMessageContaining("'ship'");
    assertThat(state("ship").name()).isEqualTo("Waits");
  }

  @Test
  void an_instance_that_has_ended_is_replaced() {
    start("Ends", "ship", "\"first\"");
    awaitCompletedWith("ship", "\"first\"");

    start("Waits", "ship", null);
    awaitStatus("ship", RuntimeStatus.RUNNING);
    client.raiseEvent("ship", "go", "\"second\"");

    awaitCompletedWith("ship", "\"second\"");
    assertThat(history("ship", EventTypeCase.EXECUTIONSTARTED)).hasSize(1);
    assertThat(state("ship").input()).isNull();
  }

  @Test
  void a_terminated_instance_ends_at_once_with_the_reason_and_runs_no_more_code() {
    String id = start("Waits");
    awaitStatus(id, RuntimeStatus.RUNNING);
    int turns = executor.requests.size();

    client.terminate(id, "\"storm\"");

    assertThat(state(id).status()).isEqualTo(RuntimeStatus.TERMINATED);
    assertThat(state(id).output()).isEqualTo("\"storm\"");
    assertThat(executor.requests).hasSize(turns);
    assertThat(eventTypes(id))
        .endsWith(EventTypeCase.EXECUTIONTERMINATED, EventTypeCase.EXECUTIONCOMPLETED);
  }

  @Test
  void terminating_an_ended_instance_changes_nothing() {
    String id = start("Ends", null, "\"done\"");
    InstanceState end = awaitEnd(id);

    client.terminate(id, "late");
    client.suspend(id, null);
    client.resume(id, null);

    assertThat(state(id)).isEqualTo(end);
  }

  @Test
  void what_a_running_turn_asks_for_is_dropped_when_its_instance_was_terminated() {
    CountDownLatch inTurn = new CountDownLatch(1);
    CountDownLatch terminated = new CountDownLatch(1);
    executor.activity("Never", call -> null);
    executor.orchestrator(
        "Slow",
        context -> {
          var task = context.callActivity("Never");
          inTurn.countDown();
          awaitQuietly(terminated);
          task.await();
          return null;
        });
    String id = start("Slow");
    awaitQuietly(inTurn);

    client.terminate(id, null);
    terminated.countDown();
    awaitIdle();

    assertThat(state(id).status()).isEqualTo(RuntimeStatus.TERMINATED);
    assertThat(executor.activityCalls).isEmpty();
  }

  @Test
  void a_result_that_comes_for_a_terminated_instance_is_dropped() {
    CountDownLatch inActivity = new CountDownLatch(1);
    CountDownLatch terminated = new CountDownLatch(1);
    executor.activity(
        "Slow",
        call -> {
          inActivity.countDown();
          terminated.await();
          return "1";
        });
    executor.orchestrator("Calls", c -> c.callActivity("Slow", Integer.class).await());
    String id = start("Calls");
    awaitQuietly(inActivity);

    client.terminate(id, null);
    InstanceState end = state(id);
    terminated.countDown();
    awaitIdle();

    assertThat(state(id)).isEqualTo(end);
  }

  @Test
  void a_suspended_instance_runs_nothing_and_loses_nothing() {
    String id = start("Waits");
    awaitStatus(id, RuntimeStatus.RUNNING);
    int turns = executor.requests.size();

    client.suspend(id, "inspection");
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.SUSPENDED);
    client.raiseEvent(id, "go", "\"kept\"");
    awaitIdle();
    assertThat(executor.requests.stream().filter(r -> r.getInstanceId().equals(id))).hasSize(1);
    assertThat(executor.requests.size()).isGreaterThan(turns);
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.SUSPENDED);

    client.resume(id, null);
    awaitCompletedWith(id, "\"kept\"");
  }

  @Test
  void a_suspended_instance_stays_so_over_a_restart_and_can_be_terminated() {
    String id = start("Waits");
    awaitStatus(id, RuntimeStatus.RUNNING);
    client.suspend(id, null);
    client.raiseEvent(id, "go", null);

    crashAndReopen();
    awaitIdle();
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.SUSPENDED);

    client.terminate(id, null);
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.TERMINATED);
  }

  @Test
  void an_instance_that_is_suspended_before_its_first_turn_starts_when_resumed() {
    hub.close();
    openWithoutStart();
    String id = start("Ends", null, "\"late\"");
    client.suspend(id, null);
    hub.start();
    awaitIdle();
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.SUSPENDED);

    client.resume(id, null);

    awaitCompletedWith(id, "\"late\"");
  }

  @Test
  void management_of_an_unknown_instance_is_refused() {
    assertThatThrownBy(() -> client.terminate("nobody", null))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThatThrownBy(() -> client.suspend("nobody", null))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThatThrownBy(() -> client.resume("nobody", null))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThat(client.find("nobody")).isEmpty();
    assertThat(client.history("nobody")).isEmpty();
    assertThat(client.purge("nobody")).isFalse();
  }

  @Test
  void an_ended_instance_can_be_purged_and_a_running_one_cannot() {
    String ended = start("Ends");
    String running = start("Waits");
    awaitEnd(ended);

    assertThat(client.purge(ended)).isTrue();
    assertThat(client.purge(running)).isFalse();

    assertThat(client.find(ended)).isEmpty();
    assertThat(client.history(ended)).isEmpty();
    assertThat(client.find(running)).isPresent();
  }

  @Test
  void a_purge_by_a_status_that_no_ended_instance_has_removes_nothing() {
    executor.orchestrator("Ends", context -> null);
    String ended = start("Ends");
    awaitEnd(ended);

    int purged =
        client.purge(
            new InstanceQuery(Set.of(RuntimeStatus.RUNNING), null, null, null, 100, null, false));

    assertThat(purged).isZero();
    assertThat(client.find(ended)).isPresent();
  }

  @Test
  void a_purge_by_query_removes_the_ended_instances_that_match() {
    List<String> old = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      old.add(start("Ends", "old-" + i, null));
    }
    start("Waits", "old-running", null);
    old.forEach(this::awaitEnd);
    clock.move(Duration.ofDays(1));
    awaitEnd(start("Ends", "new", null));

    int purged = client.purge(query(Set.of(), "old-", null, clock.instant().minusSeconds(60)));

    assertThat(purged).isEqualTo(250);
    assertThat(ids(client.query(all()))).containsExactly("old-running", "new");
  }

  @Test
  void a_query_lists_instances_in_pages_in_the_order_of_their_creation() {
    for (int i = 0; i < 7; i++) {
      awaitEnd(start("Ends", "i" + i, "\"in\""));
    }

    InstancePage first = client.query(new InstanceQuery(Set.of(), null, null, null, 3, null, true));
    InstancePage second = next(first);
    InstancePage third = next(second);

    assertThat(ids(first)).containsExactly("i0", "i1", "i2");
    assertThat(ids(second)).containsExactly("i3", "i4", "i5");
    assertThat(ids(third)).containsExactly("i6");
    assertThat(third.continuationToken()).isNull();
    assertThat(first.instances().get(0).input()).isEqualTo("\"in\"");
    assertThat(first.instances().get(0).output()).isEqualTo("\"in\"");
  }

  private InstancePage next(InstancePage page) {
    return client.query(
        new InstanceQuery(Set.of(), null, null, null, 3, page.continuationToken(), true));
  }

  @Test
  void a_query_filters_by_status_prefix_and_time() {
    awaitEnd(start("Ends", "a-1", null));
    awaitEnd(start("Throws", "a_2", null));
    Instant later = clock.instant().plusSeconds(10);
    clock.move(Duration.ofSeconds(10));
    start("Waits", "a-3", null);
    awaitStatus("a-3", RuntimeStatus.RUNNING);

    Set<RuntimeStatus> ended = Set.of(RuntimeStatus.COMPLETED, RuntimeStatus.FAILED);
    assertThat(ids(client.query(query(ended, null, null, null)))).containsExactly("a-1", "a_2");
    assertThat(ids(client.query(query(Set.of(), "a-", null, null)))).containsExactly("a-1", "a-3");
    assertThat(ids(client.query(query(Set.of(), null, later, null)))).containsExactly("a-3");
    assertThat(ids(client.query(query(Set.of(), null, null, later.minusMillis(1)))))
        .containsExactly("a-1", "a_2");
    assertThat(ids(client.query(query(Set.of(RuntimeStatus.RUNNING), "a-", later, later))))
        .containsExactly("a-3");
  }

  @Test
  void a_query_without_payloads_leaves_them_out() {
    awaitEnd(start("Ends", "a", "\"big\""));

    InstanceState found =
        client
            .query(new InstanceQuery(Set.of(), null, null, null, 10, null, false))
            .instances()
            .get(0);

    assertThat(found.input()).isNull();
    assertThat(found.output()).isNull();
  }

  @Test
  void a_malformed_query_is_refused() {
    assertThatThrownBy(
            () -> client.query(new InstanceQuery(Set.of(), null, null, null, 0, null, true)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> client.query(new InstanceQuery(Set.of(), null, null, null, 1, "x", true)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InstanceQuery query(
      Set<RuntimeStatus> statuses,
      @Nullable String prefix,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new InstanceQuery(statuses, prefix, from, to, 100, null, true);
  }

  private static List<String> ids(InstancePage page) {
    return page.instances().stream().map(InstanceState::instanceId).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
