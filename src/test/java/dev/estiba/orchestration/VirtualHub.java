package dev.estiba.orchestration;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.NewInstance;
import dev.estiba.local.taskhub.TaskHub;
import dev.estiba.local.taskhub.TaskHubOptions;
import dev.estiba.local.taskhub.WorkExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The real task hub in virtual time: when every orchestration waits for timers alone, the clock
 * jumps to the earliest. Knows from the turns that it runs what is under way: a task from its
 * scheduling until a turn has seen its end, and likewise children and timers.
 */
final class VirtualHub implements WorkExecutor, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, TaskOrchestration> orchestrators = new HashMap<>();
  private final Map<String, Function<ActivityCall, String>> activities = new HashMap<>();
  private final TaskHub hub;

  /** Volatile, not locked: the hub reads it while it holds locks of its own. */
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Instant> timers = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();
  private int running;
  private int longestHistory;

  VirtualHub(Path directory) {
    hub = TaskHub.open(TaskHubOptions.of(directory.resolve("hub.db")).withClock(this::now), this);
    hub.start();
  }

  VirtualHub orchestrator(String name, TaskOrchestration orchestration) {
    orchestrators.put(name, orchestration);
    return this;
  }

  VirtualHub activity(String name, Function<ActivityCall, String> activity) {
    activities.put(name, activity);
    return this;
  }

  Instant now() {
    return now;
  }

  /** The most events that any turn of any instance has replayed. */
  synchronized int longestHistory() {
    return longestHistory;
  }

  String start(String name, String input) {
    synchronized (this) {
      underWay.add("start:root");
    }
    return hub.client().schedule(new NewInstance(name, "root", input, null));
  }

  void raiseEvent(String instanceId, String name, String data) {
    synchronized (this) {
      underWay.add("event:" + instanceId);
    }
    hub.client().raiseEvent(instanceId, name, data);
  }

  /** Lets time go on until the instance is as wanted. */
  InstanceState until(String instanceId, Predicate<InstanceState> wanted)
      throws InterruptedException {
    long patienceEnd = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      InstanceState state = hub.client().find(instanceId).orElseThrow();
      if (wanted.test(state)) {
        return state;
      }
      if (System.nanoTime() > patienceEnd) {
        throw new AssertionError("Still waiting at " + now() + ", " + underWay + " for " + state);
      }
      jumpWhenIdle();
      hub.wakeTimers();
    }
  }

  private synchronized void jumpWhenIdle() throws InterruptedException {
    if (running == 0 && underWay.isEmpty() && !timers.isEmpty()) {
      Instant earliest = timers.values().stream().min(Instant::compareTo).orElseThrow();
      if (earliest.isAfter(now.minusMillis(1))) {
        now = earliest.plusMillis(1);
      }
    }
    wait(1);
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
  public OrchestratorResponse runOrchestrator(String name, OrchestratorRequest request)
      throws Exception {
    begin(request);
    byte[] response =
        OrchestrationRunner.loadAndRun(request.toByteArray(), orchestrators.get(name));
    OrchestratorResponse parsed = OrchestratorResponse.parseFrom(response);
    end(request.getInstanceId(), parsed);
    return parsed;
  }

  @Override
  public String runActivity(ActivityCall call) {
    return activities.get(call.name()).apply(call);
  }

  private synchronized void begin(OrchestratorRequest request) {
    running++;
    longestHistory =
        Math.max(longestHistory, request.getPastEventsCount() + request.getNewEventsCount());
    String id = request.getInstanceId();
    for (HistoryEvent event : request.getNewEventsList()) {
      switch (event.getEventTypeCase()) {
        case EXECUTIONSTARTED -> underWay.remove("start:" + id);
        case EVENTRAISED -> underWay.remove("event:" + id);
        case TASKCOMPLETED ->
            underWay.remove("task:" + id + event.getTaskCompleted().getTaskScheduledId());
        case TASKFAILED ->
            underWay.remove("task:" + id + event.getTaskFailed().getTaskScheduledId());
        case TIMERFIRED -> timers.remove(id + event.getTimerFired().getTimerId());
        case SUBORCHESTRATIONINSTANCECOMPLETED, SUBORCHESTRATIONINSTANCEFAILED ->
            underWay.removeIf(what -> what.startsWith("child of:" + id));
        default -> {}
      }
    }
  }

  private synchronized void end(String id, OrchestratorResponse response) {
    running--;
    for (OrchestratorAction action : response.getActionsList()) {
      switch (action.getOrchestratorActionTypeCase()) {
        case SCHEDULETASK -> underWay.add("task:" + id + action.getId());
        case CREATETIMER -> timers.put(id + action.getId(), time(action));
        case CREATESUBORCHESTRATION -> {
          String child = action.getCreateSubOrchestration().getInstanceId();
          parents.put(child, id);
          underWay.add("start:" + child);
        }
        case COMPLETEORCHESTRATION ->
            complete(id, action.getCompleteOrchestration().getOrchestrationStatus());
        default -> {}
      }
    }
    notifyAll();
  }

  private void complete(String id, OrchestrationStatus status) {
    timers.keySet().removeIf(timer -> timer.startsWith(id));
    underWay.removeIf(what -> what.startsWith("task:" + id));
    if (status == OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW) {
      underWay.add("start:" + id);
      return;
    }
    underWay.removeIf(what -> what.startsWith("child of:" + id));
    parents.values().removeIf(id::equals);
    String parent = parents.remove(id);
    if (parent != null) {
      underWay.add("child of:" + parent);
    }
  }

  private static Instant time(OrchestratorAction action) {
    var fireAt = action.getCreateTimer().getFireAt();
    return Instant.ofEpochSecond(fireAt.getSeconds(), fireAt.getNanos());
  }

  @Override
  public void close() {
    hub.close();
  }
}
