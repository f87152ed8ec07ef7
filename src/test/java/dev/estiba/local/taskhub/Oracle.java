package dev.estiba.local.taskhub;

import static dev.estiba.local.taskhub.Events.millis;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Finishes what a task hub has been left with, and judges what comes of it. */
final class Oracle {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private static final Set<RuntimeStatus> RUNNING =
      Set.of(RuntimeStatus.PENDING, RuntimeStatus.RUNNING, RuntimeStatus.SUSPENDED);

  private Oracle() {}

  /**
   * Runs everything to its end: each instance waits for one event at most, which is raised where it
   * has not been before. Then each has ended as it should, once, and with a legal history.
   *
   * @return how many instances there were
   */
  static int finish(TaskHub hub, List<Ledger.Entry> entries) {
    Set<String> raised = Ledger.ids(entries, Ledger.Kind.RAISED);
    hub.start();
    for (InstanceState instance : instances(hub.client())) {
      if (!instance.status().isTerminal() && !raised.contains(instance.instanceId())) {
        hub.client().raiseEvent(instance.instanceId(), Voyages.EVENT, Voyages.EVENT_INPUT);
      }
    }
    until(() -> running(hub.client()).isEmpty(), () -> "all to end: " + running(hub.client()));
    Ledger.assertKept(hub.client(), entries);
    List<InstanceState> ended = instances(hub.client());
    ended.forEach(state -> assertEndedWell(hub.client(), state));
    return ended.size();
  }

  private static List<InstanceState> running(TaskHubClient client) {
    return client.query(new InstanceQuery(RUNNING, null, null, null, 10, null, false)).instances();
  }

  /** Waits without a word for the longest time that any test here needs. */
  static void until(BooleanSupplier condition, Supplier<String> what) {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + what.get());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static List<InstanceState> instances(TaskHubClient client) {
    List<InstanceState> all = new ArrayList<>();
    String token = null;
    do {
      InstancePage page =
          client.query(new InstanceQuery(Set.of(), null, null, null, 1000, token, true));
      all.addAll(page.instances());
      token = page.continuationToken();
    } while (token != null);
    return all;
  }

  private static void assertEndedWell(TaskHubClient client, InstanceState state) {
    if (state.status() == RuntimeStatus.TERMINATED) {
      return;
    }
    String output = Voyages.output(state.name(), state.instanceId());
    assertThat(state.status()).as("%s", state).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(state.output()).as("%s", state).isEqualTo(output);
    List<HistoryEvent> history = client.history(state.instanceId());
    try {
      assertLegal(history);
      assertReplays(state, history, output);
    } catch (AssertionError e) {
      throw new AssertionError("History of " + state.instanceId() + ": " + history, e);
    }
  }

  /** No id is missing or used twice, each question has one answer, and no timer was early. */
  static void assertLegal(List<HistoryEvent> history) {
    Set<Integer> asked = new HashSet<>();
    Set<Integer> answered = new HashSet<>();
    Map<Integer, Long> fireAt = new HashMap<>();
    long turnStarted = Long.MIN_VALUE;
    int starts = 0;
    for (HistoryEvent event : history) {
      switch (event.getEventTypeCase()) {
        case EXECUTIONSTARTED -> starts++;
        case ORCHESTRATORSTARTED -> turnStarted = millis(event.getTimestamp());
        case TASKSCHEDULED, SUBORCHESTRATIONINSTANCECREATED ->
            assertNew(asked, event.getEventId(), event);
        case TIMERCREATED -> {
          assertNew(asked, event.getEventId(), event);
          fireAt.put(event.getEventId(), millis(event.getTimerCreated().getFireAt()));
        }
        case TASKCOMPLETED ->
            assertNew(answered, event.getTaskCompleted().getTaskScheduledId(), event);
        case SUBORCHESTRATIONINSTANCECOMPLETED ->
            assertNew(
                answered, event.getSubOrchestrationInstanceCompleted().getTaskScheduledId(), event);
        case TIMERFIRED -> {
          int id = event.getTimerFired().getTimerId();
          assertNew(answered, id, event);
          assertThat(millis(event.getTimestamp())).as("%s", event).isGreaterThan(fireAt.get(id));
          assertThat(turnStarted).as("turn of %s", event).isGreaterThan(fireAt.get(id));
        }
        default -> {}
      }
    }
    assertThat(starts).as("starts").isEqualTo(1);
    assertThat(answered).as("answered").isEqualTo(asked);
    // The SDK takes one id for the wait for the event, which no history tells of.
    assertThat(asked).as("ids without a gap").allMatch(id -> id <= asked.size());
  }

  private static void assertNew(Set<Integer> seen, int id, HistoryEvent event) {
    assertThat(seen.add(id)).as("twice: %s", event).isTrue();
  }

  private static void assertReplays(
      InstanceState state, List<HistoryEvent> history, String output) {
    OrchestratorRequest request =
        OrchestratorRequest.newBuilder()
            .setInstanceId(state.instanceId())
            .addAllPastEvents(history.stream().filter(Oracle::isReplayable).toList())
            .build();
    try {
      OrchestratorResponse response = Voyages.replay(state.name(), request);
      var end = response.getActions(response.getActionsCount() - 1).getCompleteOrchestration();
      assertThat(end.getOrchestrationStatus())
          .isEqualTo(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED);
      assertThat(end.getResult().getValue()).isEqualTo(output);
    } catch (Exception e) {
      throw new AssertionError("It does not replay.", e);
    }
  }

  /** The SDK knows no event of a terminal state. */
  private static boolean isReplayable(HistoryEvent event) {
    return switch (event.getEventTypeCase()) {
      case EXECUTIONCOMPLETED, EXECUTIONTERMINATED, EXECUTIONSUSPENDED, EXECUTIONRESUMED -> false;
      default -> true;
    };
  }
}
