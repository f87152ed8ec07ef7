package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RestartTest extends TaskHubTestCase {

  @Test
  void nothing_runs_before_the_start() {
    hub.close();
    executor.orchestrator("Ends", context -> "end");
    openWithoutStart();

    String id = start("Ends");
    assertThat(client.find(id)).isPresent();
    assertThat(hub.port()).isPositive();
    assertThat(executor.requests).isEmpty();

    hub.start();
    awaitCompletedWith(id, "\"end\"");
  }

  @Test
  void a_turn_that_was_pending_at_a_crash_runs_after_the_restart() {
    hub.close();
    executor.orchestrator("Ends", context -> "end");
    openWithoutStart();
    String id = start("Ends");

    crashAndReopen();

    awaitCompletedWith(id, "\"end\"");
  }

  @Test
  void an_activity_that_ran_at_a_crash_runs_again() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    executor.activity(
        "Hangs",
        call -> {
          if (runs.incrementAndGet() == 1) {
            never.await();
          }
          return "2";
        });
    executor.orchestrator("Calls", c -> c.callActivity("Hangs", Integer.class).await());
    String id = start("Calls");
    awaitState(id, s -> runs.get() == 1);

    crashAndReopen();

    awaitCompletedWith(id, "2");
    assertThat(runs.get()).isEqualTo(2);
  }

  @Test
  void an_activity_that_is_interrupted_by_the_close_is_not_failed_but_redelivered() {
    AtomicInteger runs = new AtomicInteger();
    executor.activity(
        "Hangs",
        call -> {
          if (runs.incrementAndGet() == 1) {
            new CountDownLatch(1).await();
          }
          return "2";
        });
    executor.orchestrator("Calls", c -> c.callActivity("Hangs", Integer.class).await());
    String id = start("Calls");
    awaitState(id, s -> runs.get() == 1);

    hub.close();
    openHub();

    awaitCompletedWith(id, "2");
    assertThat(history(id, EventTypeCase.TASKFAILED)).isEmpty();
  }

  @Test
  void a_close_waits_for_the_activity_in_flight() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    executor.activity(
        "Finishes",
        call -> {
          runs.incrementAndGet();
          running.countDown();
          closing.await();
          return "1";
        });
    executor.orchestrator("Calls", c -> c.callActivity("Finishes", Integer.class).await());
    String id = start("Calls");
    running.await();

    Thread closer = new Thread(hub::close);
    closer.start();
    awaitState(id, s -> closer.getState() == Thread.State.TIMED_WAITING);
    closing.countDown();
    closer.join();
    openHub();

    awaitCompletedWith(id, "1");
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void events_and_ended_instances_are_there_after_a_crash() {
    executor.orchestrator("Ends", context -> "end");
    executor.orchestrator(
        "Waits",
        context -> {
          context.waitForExternalEvent("first").await();
          return context.waitForExternalEvent("second", String.class).await();
        });
    String ended = start("Ends");
    InstanceState end = awaitEnd(ended);
    String waiting = start("Waits");
    awaitStatus(waiting, RuntimeStatus.RUNNING);
    client.raiseEvent(waiting, "second", "\"kept\"");

    crashAndReopen();
    client.raiseEvent(waiting, "first", null);

    awaitCompletedWith(waiting, "\"kept\"");
    assertThat(state(ended)).isEqualTo(end);
  }

  @Test
  void a_result_for_an_older_generation_is_dropped() {
    CountDownLatch continued = new CountDownLatch(1);
    executor.activity(
        "Slow",
        call -> {
          if ("1".equals(call.input())) {
            continued.await();
          }
          return call.input();
        });
    executor.orchestrator(
        "Generations",
        context -> {
          int generation = context.getInput(Integer.class);
          var slow = context.callActivity("Slow", generation, Integer.class);
          if (generation == 1) {
            context.waitForExternalEvent("go").await();
            context.continueAsNew(2);
            return null;
          }
          context.waitForExternalEvent("end").await();
          return slow.await();
        });
    String id = start("Generations", null, "1");
    awaitState(id, s -> !executor.activityCalls.isEmpty());
    client.raiseEvent(id, "go", null);
    awaitState(id, s -> history(id, EventTypeCase.TASKCOMPLETED).size() == 1);

    continued.countDown();
    awaitState(id, s -> executor.activityCalls.size() == 2);
    awaitIdle();
    client.raiseEvent(id, "end", null);

    awaitCompletedWith(id, "2");
    assertThat(history(id, EventTypeCase.TASKCOMPLETED)).hasSize(1);
  }

  @Test
  void a_file_has_one_hub_at_a_time() {
    assertThatThrownBy(() -> TaskHub.open(options(), executor))
        .isInstanceOf(TaskHubInUseException.class)
        .hasMessageContaining("hub.db")
        .hasMessageContaining("holds its lock");

    hub.close();
    openHub();
    assertThat(client.query(all()).instances()).isEmpty();
  }

  @Test
  void a_file_of_a_newer_schema_is_refused_and_left_alone() throws Exception {
    hub.close();
    setSchemaVersion(Schema.VERSION + 1);

    assertThatThrownBy(() -> TaskHub.open(options(), executor))
        .isInstanceOf(TaskHubException.class)
        .hasMessageContaining("schema has version " + (Schema.VERSION + 1))
        .hasMessageContaining("newer program");

    setSchemaVersion(Schema.VERSION);
    openHub();
  }

  private void setSchemaVersion(int version) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + options().database());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + version);
    }
  }

  @Test
  void a_port_that_is_taken_is_told_and_the_file_is_given_back() throws Exception {
    hub.close();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TaskHubOptions options = options().withGrpcPort(taken.getLocalPort());

      assertThatThrownBy(() -> TaskHub.open(options, executor))
          .isInstanceOf(TaskHubException.class)
          .hasMessageContaining(":" + taken.getLocalPort());
    }
    openHub();
  }

  @Test
  void a_closed_hub_refuses_calls() {
    hub.close();

    assertThatThrownBy(() -> start("Ends")).isInstanceOf(TaskHubException.class);
    assertThatThrownBy(() -> client.find("any")).isInstanceOf(TaskHubException.class);
  }

  @Override
  TaskHubOptions options() {
    return super.options().withCloseTimeout(Duration.ofMillis(400));
  }
}
