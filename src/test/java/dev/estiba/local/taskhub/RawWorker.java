package dev.estiba.local.taskhub;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc.TaskHubSidecarServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker that does with its items what the test says, and when. */
final class RawWorker implements AutoCloseable {

  private final ManagedChannel channel;
  private final TaskHubSidecarServiceBlockingStub stub;
  private final BlockingQueue<WorkItem> items = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private final CompletableFuture<ClientCallStreamObserver<GetWorkItemsRequest>> call =
      new CompletableFuture<>();

  private RawWorker(int port) {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
    stub = TaskHubSidecarServiceGrpc.newBlockingStub(channel);
  }

  static RawWorker connect(int port) {
    RawWorker worker = new RawWorker(port);
    TaskHubSidecarServiceGrpc.newStub(worker.channel)
        .getWorkItems(GetWorkItemsRequest.getDefaultInstance(), worker.new Receiver());
    return worker;
  }

  private final class Receiver implements ClientResponseObserver<GetWorkItemsRequest, WorkItem> {

    @Override
    public void beforeStart(ClientCallStreamObserver<GetWorkItemsRequest> stream) {
      call.complete(stream);
    }

    @Override
    public void onNext(WorkItem item) {
      items.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }

  private WorkItem next() {
    try {
      WorkItem item = items.poll(TaskHubTestCase.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (item == null) {
        throw new AssertionError("No work item has come.");
      }
      return item;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  OrchestratorRequest nextTurn() {
    WorkItem item = next();
    if (!item.hasOrchestratorRequest()) {
      throw new AssertionError("Not a turn: " + item);
    }
    return item.getOrchestratorRequest();
  }

  ActivityRequest nextActivity() {
    WorkItem item = next();
    if (!item.hasActivityRequest()) {
      throw new AssertionError("Not an activity: " + item);
    }
    return item.getActivityRequest();
  }

  boolean hasItems() {
    return !items.isEmpty();
  }

  /** Takes the next turn and answers it as that code does. */
  OrchestratorRequest runTurn(OrchestratorFunction<?> code) {
    OrchestratorRequest request = nextTurn();
    answer(request, code);
    return request;
  }

  void answer(OrchestratorRequest request, OrchestratorFunction<?> code) {
    try {
      answer(TestExecutor.replay(request, code));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void answer(OrchestratorResponse response) {
    var unused = stub.completeOrchestratorTask(response);
  }

  void answer(ActivityRequest request, String result) {
    var unused =
        stub.completeActivityTask(
            ActivityResponse.newBuilder()
                .setInstanceId(request.getOrchestrationInstance().getInstanceId())
                .setTaskId(request.getTaskId())
                .setResult(StringValue.of(result))
                .build());
  }

  /** How the stream of items has ended. */
  Status end() {
    return end.orTimeout(TaskHubTestCase.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /** Breaks the stream of items, and no more: answers can still be given. */
  void breakStream() {
    call.join().cancel("The test breaks it.", null);
    var unused = end();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
