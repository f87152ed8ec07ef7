package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds for every history, whatever became of the instance. */
final class LegalHistory {

  private LegalHistory() {}

  /** One start, each question asked once and answered at most once after it, no timer early. */
  static void check(InstanceState state, List<HistoryEvent> history) {
    Set<Integer> asked = new HashSet<>();
    Set<Integer> answered = new HashSet<>();
    Map<Integer, Long> fireAt = new HashMap<>();
    long turnAt = Long.MIN_VALUE;
    int starts = 0;
    for (HistoryEvent event : history) {
      if (event.hasExecutionStarted()) {
        starts++;
      } else if (event.hasOrchestratorStarted()) {
        long time = Events.millis(event.getTimestamp());
        assertThat(time).as("time goes back: %s", event).isGreaterThanOrEqualTo(turnAt);
        turnAt = time;
      } else if (event.hasTimerFired()) {
        long due = fireAt.getOrDefault(event.getTimerFired().getTimerId(), Long.MAX_VALUE);
        assertThat(Events.millis(event.getTimestamp())).as("early: %s", event).isGreaterThan(due);
        assertThat(turnAt).as("turn of %s", event).isGreaterThan(due);
      } else if (event.hasTimerCreated()) {
        fireAt.put(event.getEventId(), Events.millis(event.getTimerCreated().getFireAt()));
      }
      if (Asked.in(event) != null) {
        assertThat(asked.add(event.getEventId())).as("asked twice: %s", event).isTrue();
      }
      Integer answer = Events.answers(event);
      if (answer != null) {
        assertThat(asked).as("answered without being asked: %s", event).contains(answer);
        assertThat(answered.add(answer)).as("answered twice: %s", event).isTrue();
      }
    }
    assertThat(starts)
        .as("starts")
        .isBetween(state.status() == RuntimeStatus.TERMINATED ? 0 : 1, 1);
  }

  /** The SDK, given the whole history, comes to the end that the instance came to. */
  static void replay(InstanceState state, List<HistoryEvent> history, WorkExecutor executor)
      throws Exception {
    OrchestratorRequest request =
        OrchestratorRequest.newBuilder()
            .setInstanceId(state.instanceId())
            .addAllPastEvents(history.stream().filter(Events::isReplayable).toList())
            .build();
    OrchestratorResponse response =
        OrchestratorResponse.parseFrom(
            executor.runOrchestrator(state.name(), request.toByteArray()));
    CompleteOrchestrationAction end =
        response.getActionsList().stream()
            .filter(OrchestratorAction::hasCompleteOrchestration)
            .map(OrchestratorAction::getCompleteOrchestration)
            .findFirst()
            .orElseThrow(() -> new AssertionError("A replay comes to no end."));
    assertThat(end.getOrchestrationStatus())
        .isEqualTo(
            state.status() == RuntimeStatus.COMPLETED
                ? OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED
                : OrchestrationStatus.ORCHESTRATION_STATUS_FAILED);
    if (state.status() == RuntimeStatus.COMPLETED) {
      assertThat(end.getResult().getValue()).isEqualTo(state.output());
    }
  }
}
