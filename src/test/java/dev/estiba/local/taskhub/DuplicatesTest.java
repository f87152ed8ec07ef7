package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same from several threads, or too early, or too late. */
class DuplicatesTest extends TaskHubTestCase {

  @Test
  void of_twenty_starts_of_one_id_at_once_exactly_one_is_accepted() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    executor.activity("Run", call -> "" + runs.incrementAndGet());
    executor.orchestrator(
        "Runs",
        context -> {
          Integer run = context.callActivity("Run", Integer.class).await();
          context.waitForExternalEvent("go").await();
          return run;
        });

    List<Boolean> accepted = atOnce(20, thread -> isAccepted("same"));

    assertThat(accepted).filteredOn(was -> was).hasSize(1);
    client.raiseEvent("same", "go", null);
    awaitCompletedWith("same", "1");
    assertThat(runs.get()).isEqualTo(1);
  }

  private boolean isAccepted(String id) {
    try {
      start("Runs", id, null);
      return true;
    } catch (InstanceExistsException e) {
      return false;
    }
  }

  @Test
  void a_thousand_events_from_ten_threads_arrive_once_and_in_the_order_of_each_thread()
      throws Exception {
    executor.orchestrator(
        "Collects",
        context -> {
          List<String> all = new ArrayList<>();
          for (int i = 0; i < 1000; i++) {
            all.add(context.waitForExternalEvent("event", String.class).await());
          }
          return String.join(" ", all);
        });
    String id = start("Collects");

    atOnce(10, thread -> raiseHundred(id, thread));

    String output = awaitEnd(id).output();
    List<String> events = List.of(String.valueOf(output).replace("\"", "").split(" "));
    assertThat(events).hasSize(1000);
    for (int thread = 0; thread < 10; thread++) {
      String prefix = thread + "-";
      assertThat(events)
          .filteredOn(event -> event.startsWith(prefix))
          .containsExactlyElementsOf(
              IntStream.range(0, 100).mapToObj(i -> prefix + i).collect(Collectors.toList()));
    }
  }

  private boolean raiseHundred(String id, int thread) {
    for (int i = 0; i < 100; i++) {
      client.raiseEvent(id, "event", "\"" + thread + "-" + i + "\"");
    }
    return true;
  }

  @Test
  void an_event_before_its_wait_is_kept_and_one_after_the_end_does_nothing() {
    executor.activity("Slow", call -> "1");
    executor.orchestrator(
        "Waits",
        context -> {
          context.callActivity("Slow", Integer.class).await();
          return context.waitForExternalEvent("early", Integer.class).await();
        });
    String id = start("Waits");
    client.raiseEvent(id, "early", "7");
    awaitCompletedWith(id, "7");
    InstanceState end = state(id);
    int events = client.history(id).size();

    client.raiseEvent(id, "early", "8");
    awaitIdle();

    assertThat(state(id)).isEqualTo(end);
    assertThat(client.history(id)).hasSize(events);
  }

  @Test
  void a_result_that_comes_after_a_terminate_is_heard_by_nobody() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch terminated = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    executor.activity(
        "Slow",
        call -> {
          running.countDown();
          terminated.await();
          returned.countDown();
          return "1";
        });
    executor.orchestrator("Calls", c -> c.callActivity("Slow", Integer.class).await());
    String id = start("Calls");
    running.await();

    client.terminate(id, "\"enough\"");
    InstanceState end = state(id);
    terminated.countDown();
    returned.await();
    awaitIdle();

    assertThat(state(id)).isEqualTo(end);
    assertThat(history(id, EventTypeCase.TASKCOMPLETED)).isEmpty();
    assertThat(end.status()).isEqualTo(RuntimeStatus.TERMINATED);
  }

  @Test
  void a_terminate_reaches_three_levels_down() {
    executor.orchestrator("Leaf", context -> context.waitForExternalEvent("never").await());
    executor.orchestrator(
        "Branch", c -> c.callSubOrchestrator("Leaf", null, "leaf", String.class).await());
    executor.orchestrator(
        "Trunk", c -> c.callSubOrchestrator("Branch", null, "branch", String.class).await());
    executor.orchestrator(
        "Root", c -> c.callSubOrchestrator("Trunk", null, "trunk", String.class).await());
    start("Root", "root", null);
    awaitState("root", s -> client.find("leaf").isPresent());

    client.terminate("root", "\"felled\"");

    for (String id : List.of("root", "trunk", "branch", "leaf")) {
      assertThat(state(id).status()).as(id).isEqualTo(RuntimeStatus.TERMINATED);
      assertThat(state(id).output()).as(id).isEqualTo("\"felled\"");
    }
  }

  /** Runs it on so many threads that all begin together. */
  private static <T> List<T> atOnce(int count, IntFunction<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CountDownLatch ready = new CountDownLatch(count);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int thread = i;
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return work.apply(thread);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
