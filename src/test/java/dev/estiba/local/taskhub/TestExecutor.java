package dev.estiba.local.taskhub;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Orchestrators run by the real SDK, and activities as lambdas; keeps what it was asked to run. */
final class TestExecutor implements WorkExecutor {

  interface Activity {
    @Nullable String run(ActivityCall call) throws Exception;
  }

  interface RawOrchestrator {
    OrchestratorResponse run(OrchestratorRequest request) throws Exception;
  }

  final List<ActivityCall> activityCalls = new CopyOnWriteArrayList<>();
  final List<OrchestratorRequest> requests = new CopyOnWriteArrayList<>();
  private final Map<String, RawOrchestrator> orchestrators = new ConcurrentHashMap<>();
  private final Map<String, Activity> activities = new ConcurrentHashMap<>();
  private final Set<String> explicit = ConcurrentHashMap.newKeySet();

  private volatile boolean remembers = true;

  /** For payloads so large that what was asked has no room. */
  void rememberNothing() {
    remembers = false;
  }

  TestExecutor orchestrator(String name, OrchestratorFunction<?> function) {
    explicit.add(name);
    return rawOrchestrator(name, request -> replay(request, function));
  }

  TestExecutor rawOrchestrator(String name, RawOrchestrator orchestrator) {
    orchestrators.put(name, orchestrator);
    return this;
  }

  TestExecutor activity(String name, Activity activity) {
    activities.put(name, activity);
    return this;
  }

  static OrchestratorResponse replay(OrchestratorRequest request, OrchestratorFunction<?> function)
      throws Exception {
    return OrchestratorResponse.parseFrom(
        OrchestrationRunner.loadAndRun(request.toByteArray(), function));
  }

  @Override
  public boolean hasOrchestrator(String name) {
    return orchestrators.containsKey(name);
  }

  @Override
  public boolean hasActivity(String name) {
    return activities.containsKey(name);
  }

  @Override
  public byte[] runOrchestrator(String name, byte[] request) throws Exception {
    OrchestratorRequest parsed = OrchestratorRequest.parseFrom(request);
    if (remembers) {
      requests.add(parsed);
    }
    return orchestrators.get(name).run(parsed).toByteArray();
  }

  @Override
  public boolean completesExplicitly(String orchestrator) {
    return explicit.contains(orchestrator);
  }

  @Override
  public @Nullable String runActivity(ActivityCall call) throws Exception {
    activityCalls.add(call);
    return activities.get(call.name()).run(call);
  }
}
