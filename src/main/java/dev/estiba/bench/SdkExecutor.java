package dev.estiba.bench;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.WorkExecutor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The orchestrations in process, run by the Durable Task SDK as the function app's are. */
final class SdkExecutor implements WorkExecutor {

  private static final SdkExecutor NOTHING = new SdkExecutor(Map.of());

  private final Map<String, OrchestratorFunction<?>> orchestrators;
  private final AtomicInteger waitingForEvent = new AtomicInteger();

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

  /** How many turns of {@link Orchestrations#ONE_THEN_WAIT} have found nothing to do but wait. */
  int waitingForEvent() {
    return waitingForEvent.get();
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
    if (response.getActionsCount() == 0 && name.equals(Orchestrations.ONE_THEN_WAIT)) {
      waitingForEvent.incrementAndGet();
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
