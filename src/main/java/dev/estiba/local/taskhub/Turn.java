package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn of an orchestrator: the past to replay, and the events that are new to it.
 *
 * @param startedAt the time that the orchestrator is told
 * @param past everything in the store, also what cannot be replayed
 * @param newEvents the inbox, after an OrchestratorStarted
 * @param lastInboxSeq of the last event that came from the inbox
 * @param batches how many batches of history {@code past} is made of
 */
record Turn(
    long instanceSeq,
    String instanceId,
    String executionId,
    String name,
    long startedAt,
    List<HistoryEvent> past,
    List<HistoryEvent> newEvents,
    long lastInboxSeq,
    int batches) {

  OrchestratorRequest request() {
    return request(past, newEvents);
  }

  /** The same turn, had it ended after that many of its new events, as a past to replay. */
  OrchestratorRequest prefix(int newEventCount) {
    List<HistoryEvent> all = new ArrayList<>(past);
    all.addAll(newEvents.subList(0, newEventCount));
    return request(all, List.of());
  }

  private OrchestratorRequest request(List<HistoryEvent> replayed, List<HistoryEvent> fresh) {
    OrchestratorRequest.Builder request =
        OrchestratorRequest.newBuilder()
            .setInstanceId(instanceId)
            .setExecutionId(Events.text(executionId))
            .addAllNewEvents(fresh);
    for (HistoryEvent event : replayed) {
      if (Events.isReplayable(event)) {
        request.addPastEvents(event);
      }
    }
    return request.build();
  }
}
