package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Code that does what it must not: it harms itself and no other. */
class PoisonTest extends TaskHubTestCase {

  @Test
  void an_orchestrator_that_loops_for_ever_blocks_its_own_thread_only() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch looping = new CountDownLatch(1);
    executor.orchestrator(
        "Loops",
        context -> {
          looping.countDown();
          while (!stop.get()) {
            Thread.onSpinWait();
          }
          return "stopped";
        });
    executor.orchestrator("Ends", context -> "end");
    String loops = start("Loops");
    looping.await();

    for (int i = 0; i < 20; i++) {
      awaitCompletedWith(start("Ends"), "\"end\"");
    }

    assertThat(state(loops).status()).isEqualTo(RuntimeStatus.PENDING);
    stop.set(true);
    awaitCompletedWith(loops, "\"stopped\"");
  }

  @Test
  void an_orchestrator_that_throws_an_error_says_why_while_it_is_tried_again_and_fails_then() {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch seen = new CountDownLatch(1);
    executor.orchestrator(
        "Overflows",
        context -> {
          context.waitForExternalEvent("go").await();
          if (attempts.incrementAndGet() > 1) {
            awaitUninterruptibly(seen);
          }
          throw new StackOverflowError("too deep");
        });
    String id = start("Overflows");
    awaitStatus(id, RuntimeStatus.RUNNING);
    client.raiseEvent(id, "go", null);

    InstanceState shown = awaitState(id, state -> state.failure() != null);
    assertThat(shown.status()).isEqualTo(RuntimeStatus.RUNNING);
    assertThat(shown.failure().errorMessage()).contains("attempt 1 of 5").contains("too deep");
    seen.countDown();

    InstanceState end = awaitEnd(id);
    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorType()).isEqualTo(StackOverflowError.class.getName());
    assertThat(attempts.get()).isEqualTo(5);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_orchestrator_that_changes_between_replays_is_told_where_and_why() {
    AtomicBoolean changed = new AtomicBoolean();
    executor.activity("Old", call -> "1");
    executor.orchestrator(
        "Changes",
        context -> {
          context.callActivity(changed.get() ? "New" : "Old", Integer.class).await();
          context.waitForExternalEvent("go").await();
          return "unreached";
        });
    String id = start("Changes");
    awaitState(id, s -> client.history(id).stream().anyMatch(HistoryEvent::hasTaskCompleted));

    changed.set(true);
    client.raiseEvent(id, "go", null);

    InstanceState end = awaitEnd(id);
    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage())
        .contains("event 2 of the history")
        .contains("records activity 'Old' (#0)")
        .contains("asked for activity 'New'")
        .contains("The usual cause");
  }

  @Test
  void an_activity_that_never_returns_holds_up_its_own_instance_only() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    executor.activity(
        "Hangs",
        call -> {
          running.countDown();
          new CountDownLatch(1).await();
          return null;
        });
    executor.activity("Quick", call -> "1");
    executor.orchestrator("Hangs", c -> c.callActivity("Hangs", Integer.class).await());
    executor.orchestrator("Quick", c -> c.callActivity("Quick", Integer.class).await());
    String hangs = start("Hangs");
    running.await();

    awaitCompletedWith(start("Quick"), "1");
    assertThat(state(hangs).status()).isEqualTo(RuntimeStatus.RUNNING);

    client.terminate(hangs, null);
    assertThat(state(hangs).status()).isEqualTo(RuntimeStatus.TERMINATED);
  }

  @Test
  void a_result_that_does_not_fit_its_type_fails_the_instance_instead_of_hanging() {
    TaskRegistry tasks =
        new TaskRegistry()
            .activity("Word", context -> "twelve")
            .orchestrator("Counts", c -> c.callActivity("Word", Integer.class).await());
    hub.close();
    hub = TaskHub.open(options(), tasks);
    client = hub.client();
    hub.start();

    InstanceState end = awaitEnd(start("Counts"));

    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorMessage()).contains("activity 'Word'").contains("twelve");
  }

  @Test
  void a_result_that_no_json_can_say_fails_whoever_returned_it() {
    TaskRegistry tasks =
        new TaskRegistry()
            .activity("Thread", context -> new Object())
            .orchestrator("Calls", c -> c.callActivity("Thread", String.class).await())
            .orchestrator("Returns", context -> new Object());
    hub.close();
    hub = TaskHub.open(options(), tasks);
    client = hub.client();
    hub.start();

    InstanceState calls = awaitEnd(start("Calls"));
    InstanceState returns = awaitEnd(start("Returns"));

    assertThat(calls.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(calls.failure().errorMessage()).contains("java.lang.Object");
    assertThat(returns.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(returns.failure().errorMessage()).contains("java.lang.Object");
  }
}
