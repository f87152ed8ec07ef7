package dev.estiba.orchestration;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.InstanceQuery;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.local.taskhub.VirtualTaskHub;
import dev.estiba.local.taskhub.WorkExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The task hub in virtual time, with activities as functions, for one root instance. */
final class VirtualHub implements WorkExecutor, AutoCloseable {

  private final Map<String, TaskOrchestration> orchestrators = new HashMap<>();
  private final Map<String, Function<ActivityCall, String>> activities = new HashMap<>();
  private final VirtualTaskHub hub =
      new VirtualTaskHub(this, Instant.parse("2026-01-01T00:00:00Z"));
  private int longestHistory;

  VirtualHub orchestrator(String name, TaskOrchestration orchestration) {
    orchestrators.put(name, orchestration);
    return this;
  }

  VirtualHub activity(String name, Function<ActivityCall, String> activity) {
    activities.put(name, activity);
    return this;
  }

  Instant now() {
    return hub.now();
  }

  /** The most events that any turn of any instance has replayed. */
  int longestHistory() {
    return longestHistory;
  }

  String start(String name, String instanceId, String input) {
    return hub.client().schedule(new NewInstance(name, instanceId, input, null));
  }

  String start(String name, String input) {
    return start(name, "root", input);
  }

  void raiseEvent(String instanceId, String name, String data) {
    hub.client().raiseEvent(instanceId, name, data);
  }

  /** Runs an instance that has ended once more, under its own id. */
  void restart(String instanceId) {
    hub.client().restart(instanceId, false);
  }

  /**
   * Runs one piece of work, or lets time go on to where there is one.
   *
   * @return false if nothing is left to happen
   */
  boolean runOne() {
    return hub.runOne() || hub.passToNextTimer();
  }

  /** Loses all that is not in the database, as a kill would. */
  void crash() {
    hub.crash();
  }

  InstanceState state(String instanceId) {
    return hub.client().find(instanceId).orElseThrow();
  }

  /** Lets time go on until the instance is as wanted. */
  InstanceState until(String instanceId, Predicate<InstanceState> wanted) {
    return hub.runUntil(instanceId, wanted);
  }

  /** All instances, in the order of their starts, after that time. */
  List<InstanceState> after(Duration time) {
    hub.advance(time);
    return hub.client()
        .query(new InstanceQuery(Set.of(), null, null, null, 100, null, false))
        .instances();
  }

  List<HistoryEvent> history(String instanceId) {
    return hub.client().history(instanceId);
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
    byte[] response = OrchestrationRunner.loadAndRun(request, orchestrators.get(name));
    OrchestratorRequest events = OrchestratorRequest.parseFrom(request);
    // What was asked for is not among the events, but asked for again.
    int asked = OrchestratorResponse.parseFrom(response).getActionsCount();
    longestHistory =
        Math.max(longestHistory, events.getPastEventsCount() + events.getNewEventsCount() + asked);
    return response;
  }

  @Override
  public String runActivity(ActivityCall call) {
    return activities.get(call.name()).apply(call);
  }

  @Override
  public void close() {
    hub.close();
  }
}
