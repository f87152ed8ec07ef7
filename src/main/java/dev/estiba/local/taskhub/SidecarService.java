package dev.estiba.local.taskhub;

import com.google.protobuf.Empty;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteTaskResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTaskHubRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTaskHubResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.DeleteTaskHubRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.DeleteTaskHubResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstanceFilter;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstancesRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstancesResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RaiseEventRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RaiseEventResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ResumeRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ResumeResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RewindInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RewindInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SuspendRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SuspendResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TerminateRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TerminateResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc.TaskHubSidecarServiceImplBase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Durable Task clients and workers call over gRPC. */
final class SidecarService extends TaskHubSidecarServiceImplBase {

  private static final Logger log = LoggerFactory.getLogger(SidecarService.class);

  private final StoreClient client;
  private final Waiters waiters;
  private final @Nullable RemoteWorkers workers;
  private final String hubName;

  SidecarService(
      StoreClient client, Waiters waiters, @Nullable RemoteWorkers workers, String hubName) {
    this.client = client;
    this.waiters = waiters;
    this.workers = workers;
    this.hubName = hubName;
  }

  @Override
  public void hello(Empty request, StreamObserver<Empty> observer) {
    answer(observer, Empty::getDefaultInstance);
  }

  @Override
  public void startInstance(
      CreateInstanceRequest request, StreamObserver<CreateInstanceResponse> observer) {
    NewInstance instance =
        new NewInstance(
            request.getName(),
            request.getInstanceId().isEmpty() ? null : request.getInstanceId(),
            Messages.orNull(request.hasInput(), request.getInput()),
            Messages.orNull(
                request.hasScheduledStartTimestamp(), request.getScheduledStartTimestamp()));
    answer(
        observer,
        () -> CreateInstanceResponse.newBuilder().setInstanceId(client.schedule(instance)).build());
  }

  @Override
  public void getInstance(
      GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
    answer(
        observer,
        () ->
            Messages.response(
                client.find(request.getInstanceId()), request.getGetInputsAndOutputs()));
  }

  @Override
  public void waitForInstanceStart(
      GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
    wait(
        request,
        observer,
        waiters.await(request.getInstanceId(), status -> status != RuntimeStatus.PENDING));
  }

  @Override
  public void waitForInstanceCompletion(
      GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
    wait(request, observer, waiters.await(request.getInstanceId(), RuntimeStatus::isTerminal));
  }

  private static void wait(
      GetInstanceRequest request,
      StreamObserver<GetInstanceResponse> observer,
      CompletableFuture<Optional<InstanceState>> outcome) {
    ((ServerCallStreamObserver<GetInstanceResponse>) observer)
        .setOnCancelHandler(() -> outcome.cancel(false));
    var unused =
        outcome.whenComplete(
            (state, failure) -> {
              if (!outcome.isCancelled()) {
                answer(
                    observer,
                    () -> {
                      InstanceState found = awaited(request.getInstanceId(), state, failure);
                      return Messages.response(
                          Optional.of(found), request.getGetInputsAndOutputs());
                    });
              }
            });
  }

  private static InstanceState awaited(
      String instanceId, Optional<InstanceState> state, @Nullable Throwable failure) {
    if (failure != null) {
      throw new CompletionException(failure);
    }
    return state.orElseThrow(() -> new InstanceNotFoundException(instanceId));
  }

  @Override
  public void raiseEvent(RaiseEventRequest request, StreamObserver<RaiseEventResponse> observer) {
    answer(
        observer,
        () -> {
          client.raiseEvent(
              request.getInstanceId(),
              request.getName(),
              Messages.orNull(request.hasInput(), request.getInput()));
          return RaiseEventResponse.getDefaultInstance();
        });
  }

  @Override
  public void terminateInstance(
      TerminateRequest request, StreamObserver<TerminateResponse> observer) {
    answer(
        observer,
        () -> {
          client.terminate(
              request.getInstanceId(), Messages.orNull(request.hasOutput(), request.getOutput()));
          return TerminateResponse.getDefaultInstance();
        });
  }

  @Override
  public void suspendInstance(SuspendRequest request, StreamObserver<SuspendResponse> observer) {
    answer(
        observer,
        () -> {
          client.suspend(
              request.getInstanceId(), Messages.orNull(request.hasReason(), request.getReason()));
          return SuspendResponse.getDefaultInstance();
        });
  }

  @Override
  public void resumeInstance(ResumeRequest request, StreamObserver<ResumeResponse> observer) {
    answer(
        observer,
        () -> {
          client.resume(
              request.getInstanceId(), Messages.orNull(request.hasReason(), request.getReason()));
          return ResumeResponse.getDefaultInstance();
        });
  }

  @Override
  public void rewindInstance(
      RewindInstanceRequest request, StreamObserver<RewindInstanceResponse> observer) {
    answer(
        observer,
        () -> {
          client.rewind(
              request.getInstanceId(), Messages.orNull(request.hasReason(), request.getReason()));
          return RewindInstanceResponse.getDefaultInstance();
        });
  }

  @Override
  public void getWorkItems(GetWorkItemsRequest request, StreamObserver<WorkItem> observer) {
    if (workers == null) {
      observer.onError(noWorkers());
      return;
    }
    ServerCallStreamObserver<WorkItem> stream = (ServerCallStreamObserver<WorkItem>) observer;
    AtomicReference<RemoteWorkers.@Nullable Worker> worker = new AtomicReference<>();
    stream.setOnCancelHandler(
        () -> {
          RemoteWorkers.Worker connected = worker.get();
          if (connected != null) {
            connected.disconnect();
          }
        });
    RemoteWorkers.Worker connected = workers.connect(Connection.current(), stream::onNext);
    worker.set(connected);
    if (stream.isCancelled()) {
      connected.disconnect(); // It broke before there was anything to take back.
    }
  }

  private static StatusRuntimeException noWorkers() {
    return Status.FAILED_PRECONDITION
        .withDescription(
            "This task hub runs the orchestrators and activities of its own process alone. Open it"
                + " with external workers allowed.")
        .asRuntimeException();
  }

  /** Nothing of a turn is promised to a worker: were it lost, the turn would run again. */
  @Override
  public void completeOrchestratorTask(
      OrchestratorResponse response, StreamObserver<CompleteTaskResponse> observer) {
    if (workers == null) {
      observer.onError(noWorkers());
      return;
    }
    workers.complete(Connection.current(), response);
    answer(observer, CompleteTaskResponse::getDefaultInstance);
  }

  @Override
  public void completeActivityTask(
      ActivityResponse response, StreamObserver<CompleteTaskResponse> observer) {
    if (workers == null) {
      observer.onError(noWorkers());
      return;
    }
    var unused =
        workers
            .complete(Connection.current(), response)
            .whenComplete(
                (kept, failure) ->
                    answer(
                        observer,
                        () -> {
                          if (failure != null) {
                            throw new TaskHubException(
                                "The outcome of an activity could not be kept.", failure);
                          }
                          return CompleteTaskResponse.getDefaultInstance();
                        }));
  }

  @Override
  public void queryInstances(
      QueryInstancesRequest request, StreamObserver<QueryInstancesResponse> observer) {
    answer(observer, () -> query(request.getQuery()));
  }

  private QueryInstancesResponse query(
      com.microsoft.durabletask.implementation.protobuf.OrchestratorService.InstanceQuery query) {
    QueryInstancesResponse.Builder response = QueryInstancesResponse.newBuilder();
    if (asksForOtherHubs(query) || asksForImpossible(query.getRuntimeStatusList())) {
      return response.build();
    }
    InstancePage page = client.query(Messages.toQuery(query));
    for (InstanceState state : page.instances()) {
      response.addOrchestrationState(Messages.toMessage(state, query.getFetchInputsAndOutputs()));
    }
    if (page.continuationToken() != null) {
      response.setContinuationToken(Events.text(page.continuationToken()));
    }
    return response.build();
  }

  private boolean asksForOtherHubs(
      com.microsoft.durabletask.implementation.protobuf.OrchestratorService.InstanceQuery query) {
    return query.getTaskHubNamesCount() > 0
        && query.getTaskHubNamesList().stream().noneMatch(name -> name.getValue().equals(hubName));
  }

  /** Only statuses that no instance here ever has, such as CONTINUED_AS_NEW. */
  private static boolean asksForImpossible(List<OrchestrationStatus> statuses) {
    return !statuses.isEmpty() && Messages.toStatuses(statuses).isEmpty();
  }

  @Override
  public void purgeInstances(
      PurgeInstancesRequest request, StreamObserver<PurgeInstancesResponse> observer) {
    answer(
        observer,
        () -> PurgeInstancesResponse.newBuilder().setDeletedInstanceCount(purge(request)).build());
  }

  private int purge(PurgeInstancesRequest request) {
    return switch (request.getRequestCase()) {
      case INSTANCEID -> client.purge(request.getInstanceId()) ? 1 : 0;
      case PURGEINSTANCEFILTER -> {
        PurgeInstanceFilter filter = request.getPurgeInstanceFilter();
        yield asksForImpossible(filter.getRuntimeStatusList())
            ? 0
            : client.purge(Messages.toQuery(filter));
      }
      case REQUEST_NOT_SET ->
          throw new IllegalArgumentException("Neither an instance id nor a filter to purge by.");
    };
  }

  /** The hub is there as long as it is open: all that this can do is empty it. */
  @Override
  public void createTaskHub(
      CreateTaskHubRequest request, StreamObserver<CreateTaskHubResponse> observer) {
    answer(
        observer,
        () -> {
          if (request.getRecreateIfExists()) {
            client.deleteEverything();
          }
          return CreateTaskHubResponse.getDefaultInstance();
        });
  }

  @Override
  public void deleteTaskHub(
      DeleteTaskHubRequest request, StreamObserver<DeleteTaskHubResponse> observer) {
    answer(
        observer,
        () -> {
          client.deleteEverything();
          return DeleteTaskHubResponse.getDefaultInstance();
        });
  }

  private static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    T message;
    try {
      message = work.get();
    } catch (RuntimeException e) {
      observer.onError(status(e).asRuntimeException());
      return;
    }
    observer.onNext(message);
    observer.onCompleted();
  }

  private static Status status(RuntimeException failure) {
    Status status =
        failure instanceof InstanceExistsException
            ? Status.ALREADY_EXISTS
            : failure instanceof InstanceNotFoundException
                ? Status.NOT_FOUND
                : failure instanceof IllegalArgumentException
                    ? Status.INVALID_ARGUMENT
                    : failure instanceof IllegalStateException
                        ? Status.FAILED_PRECONDITION
                        : failure instanceof TaskHubException
                            ? Status.UNAVAILABLE
                            : Status.INTERNAL;
    if (status.getCode() == Status.Code.INTERNAL) {
      log.error("A call of the task hub failed", failure);
    }
    return status.withDescription(failure.getMessage()).withCause(failure);
  }
}
