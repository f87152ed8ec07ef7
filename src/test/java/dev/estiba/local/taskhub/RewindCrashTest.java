package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RewindInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Rewinding over gRPC, and over crashes. */
class RewindCrashTest extends RewindTestCase {

  @Test
  void a_rewind_comes_over_grpc_with_the_codes_that_clients_expect() {
    executor.orchestrator("Calls", c -> c.callActivity("Frail", null, Integer.class).await());
    String id = start("Calls");
    awaitStatus(id, RuntimeStatus.FAILED);
    healed = true;

    rewindRemotely(id);

    awaitCompletedWith(id, "1");
    assertCode(Status.Code.FAILED_PRECONDITION, id);
    assertCode(Status.Code.NOT_FOUND, "nobody");
  }

  private void assertCode(Status.Code code, String id) {
    assertThatThrownBy(() -> rewindRemotely(id))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  private void rewindRemotely(String id) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", hub.port()).usePlaintext().build();
    try {
      var unused =
          TaskHubSidecarServiceGrpc.newBlockingStub(channel)
              .rewindInstance(
                  RewindInstanceRequest.newBuilder()
                      .setInstanceId(id)
                      .setReason(Events.text("calm"))
                      .build());
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void what_was_rewound_goes_on_after_a_crash() {
    executor.orchestrator("Calls", c -> c.callActivity("Frail", null, Integer.class).await());
    String id = start("Calls");
    awaitStatus(id, RuntimeStatus.FAILED);
    rewindBeforeTheStart(id);

    awaitCompletedWith(id, "1");
    assertThat(history(id, EventTypeCase.GENERICEVENT)).hasSize(1);
    assertLegal(id);
  }

  @Test
  void a_timer_that_fired_in_the_failed_turn_fires_once_also_over_a_crash() {
    executor.orchestrator(
        "Sleeps",
        context -> {
          context.createTimer(Duration.ofMillis(1)).await();
          if (!healed) {
            throw new IllegalStateException("storm");
          }
          return "calm";
        });
    String id = start("Sleeps");
    awaitStatus(id, RuntimeStatus.FAILED);
    rewindBeforeTheStart(id);

    awaitCompletedWith(id, "\"calm\"");
    assertLegal(id);
  }

  @Test
  void an_activity_that_was_open_at_the_failure_runs_again_after_a_crash() {
    CountDownLatch never = new CountDownLatch(1);
    executor.activity(
        "Slow",
        call -> {
          if (!healed) {
            never.await();
          }
          return "10";
        });
    executor.orchestrator(
        "Open",
        context -> {
          var slow = context.callActivity("Slow", null, Integer.class);
          return context.callActivity("Frail", null, Integer.class).await() + slow.await();
        });
    String id = start("Open");
    awaitStatus(id, RuntimeStatus.FAILED);
    rewindBeforeTheStart(id);

    awaitCompletedWith(id, "11");
    assertLegal(id);
  }

  /** Nothing of it has run at the crash. */
  private void rewindBeforeTheStart(String id) {
    hub.kill();
    healed = true;
    openWithoutStart();
    client.rewind(id, "calm");
    crashAndReopen();
  }
}
