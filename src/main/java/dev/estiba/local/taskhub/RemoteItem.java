package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One piece of work for a worker in another process. The protocol has no tokens: a worker's answer
 * names the instance, and the task of an activity, and no more.
 */
sealed interface RemoteItem {

  /** What an answer says of the item that it answers. */
  record Key(boolean isActivity, String instanceId, int taskId) {

    static Key of(OrchestratorResponse response) {
      return new Key(false, response.getInstanceId(), 0);
    }

    static Key of(ActivityResponse response) {
      return new Key(true, response.getInstanceId(), response.getTaskId());
    }
  }

  Key key();

  /** As that worker is to be sent it. */
  WorkItem message(int worker);

  /** Whether anybody still waits for the answer. */
  boolean isWanted();

  /** What a worker has answered to the replay of an orchestrator. */
  record Answer(int worker, OrchestratorResponse response) {}

  /**
   * The replay of an orchestrator.
   *
   * @param requests what a worker of that number is to be asked
   */
  record Turn(
      String instanceId,
      IntFunction<OrchestratorRequest> requests,
      BooleanSupplier wanted,
      CompletableFuture<Answer> answer)
      implements RemoteItem {

    @Override
    public Key key() {
      return new Key(false, instanceId, 0);
    }

    @Override
    public WorkItem message(int worker) {
      return WorkItem.newBuilder().setOrchestratorRequest(requests.apply(worker)).build();
    }

    @Override
    public boolean isWanted() {
      return wanted.getAsBoolean();
    }
  }

  /**
   * The run of an activity.
   *
   * @param answer takes the outcome; what it returns completes when that is durable
   */
  record Activity(
      ActivityCall call,
      BooleanSupplier wanted,
      Function<ActivityOutcome, CompletableFuture<Boolean>> answer)
      implements RemoteItem {

    @Override
    public Key key() {
      return new Key(true, call.instanceId(), call.taskId());
    }

    @Override
    public WorkItem message(int worker) {
      ActivityRequest.Builder request =
          ActivityRequest.newBuilder()
              .setName(call.name())
              .setTaskId(call.taskId())
              .setOrchestrationInstance(
                  OrchestrationInstance.newBuilder().setInstanceId(call.instanceId()));
      String input = call.input();
      if (input != null) {
        request.setInput(Events.text(input));
      }
      return WorkItem.newBuilder().setActivityRequest(request).build();
    }

    @Override
    public boolean isWanted() {
      return wanted.getAsBoolean();
    }
  }
}
