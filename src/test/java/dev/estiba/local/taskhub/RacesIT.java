package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that terminate, suspend, resume, purge, rewind and restart the same instances at once.
 */
@Timeout(300)
class RacesIT extends TaskHubTestCase {

  private static final int THREADS = 6;
  private static final int CALLS = 3_000;
  private static final int IDS = 8;

  private final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();

  @Test
  void whatever_clients_do_at_once_each_instance_ends_with_a_legal_history() throws Exception {
    executor.rememberNothing();
    executor.activity("Work", call -> work());
    executor.orchestrator("Child", c -> c.callActivity("Work", Integer.class).await());
    executor.orchestrator("Works", RacesIT::works);

    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      clients.add(threads.submit(() -> call(random)));
    }
    for (Future<?> one : clients) {
      one.get();
    }
    threads.shutdown();

    assertThat(surprises).isEmpty();
    await().atMost(Duration.ofMinutes(1)).until(this::haveAllEnded);
    for (InstanceState state : Oracle.instances(client)) {
      LegalHistory.check(state, client.history(state.instanceId()));
      if (state.status() == RuntimeStatus.COMPLETED) {
        LegalHistory.replay(state, client.history(state.instanceId()), executor);
      }
    }
  }

  private static String work() {
    if (ThreadLocalRandom.current().nextInt(4) == 0) {
      throw new IllegalStateException("bad luck");
    }
    return "1";
  }

  private static Integer works(TaskOrchestrationContext context) {
    context.createTimer(Duration.ofMillis(2)).await();
    int sum = context.callActivity("Work", Integer.class).await();
    try {
      sum += context.callSubOrchestrator("Child", null, null, Integer.class).await();
    } catch (TaskFailedException e) {
      sum += 100;
    }
    context.waitForExternalEvent("go").await();
    if ("first".equals(context.getInput(String.class))) {
      context.continueAsNew("second");
    }
    return sum;
  }

  private void call(Random random) {
    for (int i = 0; i < CALLS; i++) {
      String id = "race-" + random.nextInt(IDS);
      try {
        call(id, random.nextInt(16));
      } catch (InstanceNotFoundException | InstanceExistsException e) {
        // Another was faster.
      } catch (IllegalStateException e) {
        if (!String.valueOf(e.getMessage()).startsWith("Only a failed instance")) {
          surprises.add(e);
        }
      } catch (RuntimeException e) {
        surprises.add(e);
      }
    }
  }

  private void call(String id, int what) {
    switch (what) {
      case 0, 1, 2 -> start("Works", id, "\"first\"");
      case 3 -> client.terminate(id, "\"raced\"");
      case 4, 5 -> client.suspend(id, null);
      case 6, 7 -> client.resume(id, null);
      case 8 -> client.purge(id);
      case 9, 10 -> client.rewind(id, null);
      case 11 -> client.restart(id, false);
      default -> client.raiseEvent(id, "go", null);
    }
  }

  /** Gives those that go on what they wait for. */
  private boolean haveAllEnded() {
    List<InstanceState> running =
        Oracle.instances(client).stream().filter(s -> !s.status().isTerminal()).toList();
    for (InstanceState state : running) {
      client.resume(state.instanceId(), null);
      client.raiseEvent(state.instanceId(), "go", null);
    }
    return running.isEmpty();
  }
}
