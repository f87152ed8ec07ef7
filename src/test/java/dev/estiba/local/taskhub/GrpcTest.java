package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.OrchestrationStatusQuery;
import com.microsoft.durabletask.OrchestrationStatusQueryResult;
import com.microsoft.durabletask.PurgeInstanceCriteria;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc.TaskHubSidecarServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published Java client against the endpoint. */
class GrpcTest extends TaskHubTestCase {

  private DurableTaskClient remote;
  private ManagedChannel channel;
  private TaskHubSidecarServiceBlockingStub stub;

  @BeforeEach
  void connect() {
    remote = new DurableTaskGrpcClientBuilder().port(hub.port()).build();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", hub.port()).usePlaintext().build();
    stub = TaskHubSidecarServiceGrpc.newBlockingStub(channel);
    executor.orchestrator("Ends", context -> context.getInput(String.class));
    executor.orchestrator("Waits", c -> c.waitForExternalEvent("go", String.class).await());
  }

  @AfterEach
  void disconnect() {
    remote.close();
    channel.shutdownNow();
  }

  @Test
  void an_orchestration_is_scheduled_and_waited_for() throws Exception {
    String id = remote.scheduleNewOrchestrationInstance("Ends", "cargo");

    OrchestrationMetadata end = remote.waitForInstanceCompletion(id, PATIENCE, true);

    assertThat(end.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
    assertThat(end.getName()).isEqualTo("Ends");
    assertThat(end.readInputAs(String.class)).isEqualTo("cargo");
    assertThat(end.readOutputAs(String.class)).isEqualTo("cargo");
  }

  @Test
  void a_failure_is_told_with_type_and_message() throws Exception {
    executor.orchestrator(
        "Throws",
        context -> {
          throw new IllegalStateException("leak");
        });
    String id = remote.scheduleNewOrchestrationInstance("Throws");

    OrchestrationMetadata end = remote.waitForInstanceCompletion(id, PATIENCE, true);

    assertThat(end.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
    assertThat(end.getFailureDetails().getErrorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(end.getFailureDetails().getErrorMessage()).isEqualTo("leak");
  }

  @Test
  void a_wait_for_the_start_ends_with_the_first_turn_and_shows_the_custom_status()
      throws Exception {
    executor.orchestrator(
        "Reports",
        context -> {
          context.setCustomStatus("here");
          return context.waitForExternalEvent("go", String.class).await();
        });
    String id = remote.scheduleNewOrchestrationInstance("Reports");

    OrchestrationMetadata started = remote.waitForInstanceStart(id, PATIENCE, true);

    assertThat(started.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.RUNNING);
    assertThat(started.readCustomStatusAs(String.class)).isEqualTo("here");
  }

  @Test
  void a_wait_that_takes_too_long_times_out() {
    String id = remote.scheduleNewOrchestrationInstance("Waits");

    assertThatThrownBy(() -> remote.waitForInstanceCompletion(id, Duration.ofMillis(200), false))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void many_can_wait_at_once() {
    List<CompletableFuture<String>> waits = new ArrayList<>();
    String id = remote.scheduleNewOrchestrationInstance("Waits");
    for (int i = 0; i < 200; i++) {
      waits.add(
          CompletableFuture.supplyAsync(() -> completion(id), work -> new Thread(work).start()));
    }
    remote.raiseEvent(id, "go", "all");

    assertThat(waits).allSatisfy(wait -> assertThat(wait.join()).isEqualTo("all"));
  }

  private String completion(String id) {
    try {
      return remote.waitForInstanceCompletion(id, PATIENCE, true).readOutputAs(String.class);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void events_terminate_suspend_and_resume_work() throws Exception {
    String first = remote.scheduleNewOrchestrationInstance("Waits");
    remote.waitForInstanceStart(first, PATIENCE);
    remote.suspendInstance(first, "a while");
    assertThat(remote.getInstanceMetadata(first, false).getRuntimeStatus())
        .isEqualTo(OrchestrationRuntimeStatus.SUSPENDED);
    remote.resumeInstance(first);
    remote.raiseEvent(first, "go", "gone");
    assertThat(remote.waitForInstanceCompletion(first, PATIENCE, true).readOutputAs(String.class))
        .isEqualTo("gone");

    String second = remote.scheduleNewOrchestrationInstance("Waits");
    remote.terminate(second, "storm");
    OrchestrationMetadata end = remote.waitForInstanceCompletion(second, PATIENCE, true);
    assertThat(end.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
    assertThat(end.readOutputAs(String.class)).isEqualTo("storm");
  }

  @Test
  void a_restart_runs_the_instance_again_under_its_id() throws Exception {
    String id = remote.scheduleNewOrchestrationInstance("Ends", "again", "restarted");
    remote.waitForInstanceCompletion(id, PATIENCE, false);

    assertThat(remote.restartInstance(id, false)).isEqualTo(id);

    OrchestrationMetadata end = remote.waitForInstanceCompletion(id, PATIENCE, true);
    assertThat(end.readOutputAs(String.class)).isEqualTo("again");
  }

  @Test
  void a_scheduled_start_waits() {
    String id =
        remote.scheduleNewOrchestrationInstance(
            "Ends",
            new NewOrchestrationInstanceOptions().setStartTime(Instant.now().plusSeconds(3600)));

    assertThatThrownBy(() -> remote.waitForInstanceStart(id, Duration.ofMillis(200)))
        .isInstanceOf(TimeoutException.class);
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.PENDING);
  }

  @Test
  void a_query_pages_through_the_instances() {
    Instant before = Instant.now();
    for (int i = 0; i < 5; i++) {
      awaitEnd(remote.scheduleNewOrchestrationInstance("Ends", "x", "page-" + i));
    }
    OrchestrationStatusQuery query =
        new OrchestrationStatusQuery()
            .setInstanceIdPrefix("page-")
            .setCreatedTimeFrom(before)
            .setRuntimeStatusList(List.of(OrchestrationRuntimeStatus.COMPLETED))
            .setFetchInputsAndOutputs(true)
            .setMaxInstanceCount(2);

    List<String> ids = new ArrayList<>();
    OrchestrationStatusQueryResult page;
    do {
      page = remote.queryInstances(query);
      page.getOrchestrationState().forEach(state -> ids.add(state.getInstanceId()));
      query.setContinuationToken(page.getContinuationToken());
    } while (page.getContinuationToken() != null && !page.getContinuationToken().isEmpty());

    assertThat(ids).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
    assertThat(
            remote
                .queryInstances(query.setContinuationToken(null).setTaskHubNames(List.of("Other")))
                .getOrchestrationState())
        .isEmpty();
  }

  @Test
  void a_purge_removes_one_or_many() throws Exception {
    Instant before = Instant.now();
    awaitEnd(remote.scheduleNewOrchestrationInstance("Ends", "x", "one"));
    awaitEnd(remote.scheduleNewOrchestrationInstance("Ends", "x", "two"));
    awaitEnd(remote.scheduleNewOrchestrationInstance("Ends", "x", "three"));

    assertThat(remote.purgeInstance("one").getDeletedInstanceCount()).isEqualTo(1);
    assertThat(remote.purgeInstance("one").getDeletedInstanceCount()).isZero();
    assertThat(
            remote
                .purgeInstances(new PurgeInstanceCriteria().setCreatedTimeFrom(before))
                .getDeletedInstanceCount())
        .isEqualTo(2);
    assertThat(remote.getInstanceMetadata("two", false).isInstanceFound()).isFalse();
  }

  @Test
  void a_payload_may_be_larger_than_grpc_allows_by_default() throws Exception {
    String cargo = "x".repeat(6 << 20);
    executor.orchestrator("Measures", context -> context.getInput(String.class).length());

    String id = remote.scheduleNewOrchestrationInstance("Measures", cargo);

    assertThat(remote.waitForInstanceCompletion(id, PATIENCE, false).getRuntimeStatus())
        .isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
    assertThat(state(id).output()).isEqualTo("" + cargo.length());
  }

  @Test
  void a_hub_can_be_emptied_and_used_again() {
    awaitEnd(remote.scheduleNewOrchestrationInstance("Ends", "x", "one"));
    remote.scheduleNewOrchestrationInstance("Waits");

    remote.createTaskHub(false);
    assertThat(client.query(all()).instances()).hasSize(2);
    remote.createTaskHub(true);
    assertThat(client.query(all()).instances()).isEmpty();
    awaitCompletedWith(remote.scheduleNewOrchestrationInstance("Ends", "y", "one"), "\"y\"");
    remote.deleteTaskHub();
    assertThat(client.query(all()).instances()).isEmpty();
  }

  @Test
  void errors_have_the_status_codes_that_clients_expect() {
    remote.scheduleNewOrchestrationInstance("Waits", null, "taken");

    assertCode(
        Status.Code.ALREADY_EXISTS,
        () -> remote.scheduleNewOrchestrationInstance("Waits", null, "taken"));
    assertCode(Status.Code.NOT_FOUND, () -> remote.raiseEvent("nobody", "go"));
    assertCode(Status.Code.NOT_FOUND, () -> remote.terminate("nobody", null));
    assertCode(
        Status.Code.NOT_FOUND, () -> remote.waitForInstanceCompletion("nobody", PATIENCE, false));
    assertCode(
        Status.Code.INVALID_ARGUMENT,
        () -> remote.scheduleNewOrchestrationInstance("Ends", null, "a/b"));
    assertCode(
        Status.Code.FAILED_PRECONDITION,
        () -> stub.getWorkItems(GetWorkItemsRequest.getDefaultInstance()).next());
  }

  private static void assertCode(
      Status.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  @Test
  void a_worker_that_may_not_connect_is_told_the_remedy() {
    assertThatThrownBy(() -> stub.getWorkItems(GetWorkItemsRequest.getDefaultInstance()).next())
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("Open it with external workers allowed");
  }

  @Test
  void the_endpoint_says_hello_and_knows_who_is_not_there() {
    assertThat(stub.hello(Empty.getDefaultInstance())).isEqualTo(Empty.getDefaultInstance());
    assertThat(
            stub.getInstance(GetInstanceRequest.newBuilder().setInstanceId("nobody").build())
                .getExists())
        .isFalse();
  }
}
