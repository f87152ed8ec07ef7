package dev.estiba.bench;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.TaskRegistry;
import dev.estiba.local.taskhub.WorkExecutor;
import java.util.BitSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orchestrations in process, run by the Durable Task SDK as the function app's are. */
final class SdkExecutor implements WorkExecutor {

  private final TaskRegistry tasks;
  private final BitSet waitingForEvent = new BitSet();

  private SdkExecutor(TaskRegistry tasks) {
    this.tasks = tasks;
  }

  static SdkExecutor inProcess() {
    TaskRegistry tasks = new TaskRegistry();
    Orchestrations.ALL.forEach(tasks::orchestrator);
    tasks.activity(
        Orchestrations.HELLO, context -> Orchestrations.hello(context.getInput(String.class)));
    return new SdkExecutor(tasks);
  }

  /** For a hub whose workers come over gRPC. */
  static SdkExecutor nothing() {
    return new SdkExecutor(new TaskRegistry());
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
    return tasks.hasOrchestrator(name);
  }

  @Override
  public boolean hasActivity(String name) {
    return tasks.hasActivity(name);
  }

  @Override
  public byte[] runOrchestrator(String name, byte[] request) throws Exception {
    byte[] response = tasks.runOrchestrator(name, request);
    if (name.equals(Orchestrations.ONE_THEN_WAIT)) {
      note(OrchestratorRequest.parseFrom(request));
    }
    return response;
  }

  @Override
  public boolean completesExplicitly(String orchestrator) {
    return tasks.completesExplicitly(orchestrator);
  }

  @Override
  public @Nullable String runActivity(ActivityCall call) {
    return tasks.runActivity(call);
  }
}
