package dev.estiba.bench;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.WorkExecutor;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.Stream;

/** The orchestrations in process, run by the Durable Task SDK as the function app's are. */
final class SdkExecutor implements WorkExecutor {

  private static final SdkExecutor NOTHING = new SdkExecutor(Map.of());

  private final Map<String, OrchestratorFunction<?>> orchestrators;
  private final BitSet waitingForEvent = new BitSet();

  private SdkExecutor(Map<String, OrchestratorFunction<?>> orchestrators) {
    this.orchestrators = orchestrators;
  }

  static SdkExecutor inProcess() {
    return new SdkExecutor(Orchestrations.ALL);
  }

  /** For a hub whose workers come over gRPC. */
  static SdkExecutor nothing() {
    return NOTHING;
  }

  /** How many of the {@link WaitingInstances} have run to where they wait. */
  int waitingForEvent() {
    synchronized (waitingForEvent) {
      return waitingForEvent.cardinality();
    }
  }

  /** With its activity completed, an instance of {@link Orchestrations#ONE_THEN_WAIT} waits. */
  private void note(OrchestratorRequest request) {
    boolean waits =
        Stream.concat(request.getPastEventsList().stream(), request.getNewEventsList().stream())
            .anyMatch(HistoryEvent::hasTaskCompleted);
    if (waits) {
      synchronized (waitingForEvent) {
        waitingForEvent.set(WaitingInstances.number(request.getInstanceId()));
      }
    }
  }

  @Override
  public boolean hasOrchestrator(String name) {
    return orchestrators.containsKey(name);
  }

  @Override
  public boolean hasActivity(String name) {
    return !orchestrators.isEmpty() && name.equals(Orchestrations.HELLO);
  }

  @Override
  public OrchestratorResponse runOrchestrator(String name, OrchestratorRequest request)
      throws Exception {
    OrchestratorFunction<?> code = orchestrators.get(name);
    if (code == null) {
      throw new IllegalArgumentException("No orchestrator " + name);
    }
    OrchestratorResponse response =
        OrchestratorResponse.parseFrom(OrchestrationRunner.loadAndRun(request.toByteArray(), code));
    if (name.equals(Orchestrations.ONE_THEN_WAIT)) {
      note(request);
    }
    return response;
  }

  @Override
  public String runActivity(ActivityCall call) {
    String input = call.input();
    String name = input == null ? "" : input.substring(1, input.length() - 1);
    return '"' + Orchestrations.hello(name) + '"';
  }
}
