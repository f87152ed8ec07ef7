package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Work for a task hub that dies, and what its client does: one step after the other, each of which
 * may be done again when it was not acknowledged.
 */
final class CrashScenario {

  private static final String AT_SEA = "\"at sea\"";

  /** What became of each instance. */
  private static final Map<String, String> OUTPUTS =
      Map.of(
          "voyage", "\"loaded, sailed, storm, papers, arrived, unloaded\"",
          "leg", "\"sailed\"",
          "laps", "\"a,b,c\"");

  private final Set<String> effects = ConcurrentHashMap.newKeySet();
  private final List<Consumer<TaskHubClient>> steps =
      List.of(
          client -> start(client, "Voyage", "voyage", null),
          client -> client.raiseEvent("voyage", "papers", "\"papers\""),
          client -> client.suspend("voyage", "for inspection"),
          client -> start(client, "Laps", "laps", "\"\""),
          client -> client.raiseEvent("laps", "lap", "\"a\""),
          client -> client.raiseEvent("laps", "lap", "\"b\""),
          client -> client.resume("voyage", "inspected"),
          client -> await(client, "voyage", state -> AT_SEA.equals(state.customStatus())),
          client -> client.raiseEvent("voyage", "arrived", "\"arrived\""),
          client -> client.raiseEvent("laps", "lap", "\"c\""),
          client -> await(client, "voyage", state -> state.status().isTerminal()),
          client -> await(client, "laps", state -> state.status().isTerminal()));

  private final TestExecutor executor =
      new TestExecutor()
          .orchestrator("Voyage", CrashScenario::voyage)
          .orchestrator("Leg", c -> c.callActivity("Sail", String.class).await())
          .orchestrator("Storm", CrashScenario::storm)
          .orchestrator("Laps", CrashScenario::laps)
          .activity("Load", call -> effect("Load", "loaded"))
          .activity("Sail", call -> effect("Sail", "sailed"))
          .activity("Unload", call -> effect("Unload", "unloaded"))
          .activity("Sink", call -> sink());

  private BooleanSupplier stop = () -> false;
  private int done;

  private static String voyage(TaskOrchestrationContext context) {
    String loaded = context.callActivity("Load", String.class).await();
    context.createTimer(Duration.ofMillis(1)).await();
    String sailed = context.callSubOrchestrator("Leg", null, "leg", String.class).await();
    String weather = "calm";
    try {
      context.callSubOrchestrator("Storm", null, "storm", String.class).await();
    } catch (TaskFailedException e) {
      weather = "storm";
    }
    context.setCustomStatus("at sea");
    String arrived = context.waitForExternalEvent("arrived", String.class).await();
    String papers = context.waitForExternalEvent("papers", String.class).await();
    String unloaded = context.callActivity("Unload", String.class).await();
    return String.join(", ", loaded, sailed, weather, papers, arrived, unloaded);
  }

  private static String storm(TaskOrchestrationContext context) {
    return context.callActivity("Sink", String.class).await();
  }

  /** A generation for each event; an event that was raised twice counts once. */
  private static String laps(TaskOrchestrationContext context) {
    String before = context.getInput(String.class);
    String lap = context.waitForExternalEvent("lap", String.class).await();
    String laps = before.isEmpty() ? lap : before.contains(lap) ? before : before + "," + lap;
    if (laps.length() < "a,b,c".length()) {
      context.continueAsNew(laps);
    }
    return laps;
  }

  private String effect(String name, String result) {
    effects.add(name);
    return "\"" + result + "\"";
  }

  private String sink() {
    effects.add("Sink");
    throw new IllegalStateException("sunk");
  }

  TestExecutor executor() {
    return executor;
  }

  /** Takes the steps that have not been acknowledged, until the hub dies. */
  void play(TaskHubClient client, BooleanSupplier died) {
    stop = died;
    try {
      while (done < steps.size() && !died.getAsBoolean()) {
        steps.get(done).accept(client);
        done += died.getAsBoolean() ? 0 : 1;
      }
    } catch (TaskHubException e) {
      assertThat(died.getAsBoolean()).as("%s", e).isTrue();
    }
  }

  /** What has been acknowledged is there. */
  void assertDurable(TaskHubClient client) {
    assertThat(client.find("voyage").isPresent() || done < 1).isTrue();
    assertThat(client.find("laps").isPresent() || done < 4).isTrue();
  }

  /** All have ended, once, as they should, and their histories say so. */
  void assertEnded(TaskHubClient client) throws Exception {
    assertThat(effects).containsExactlyInAnyOrder("Load", "Sail", "Sink", "Unload");
    for (String id : List.of("voyage", "leg", "storm", "laps")) {
      InstanceState state = client.find(id).orElseThrow();
      assertThat(state.output()).as(id).isEqualTo(OUTPUTS.get(id));
      assertThat(state.status())
          .as(id)
          .isEqualTo(id.equals("storm") ? RuntimeStatus.FAILED : RuntimeStatus.COMPLETED);
      List<HistoryEvent> history = new ArrayList<>(client.history(id));
      LegalHistory.check(state, history);
      LegalHistory.replay(state, history, executor);
    }
  }

  private static void start(TaskHubClient client, String name, String id, String input) {
    try {
      client.schedule(new NewInstance(name, id, input, null));
    } catch (InstanceExistsException e) {
      // It had been accepted, and only the acknowledgement was lost.
    }
  }

  private void await(TaskHubClient client, String id, Predicate<InstanceState> condition) {
    Awaitility.await(id)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              InstanceState state = client.find(id).orElseThrow();
              return stop.getAsBoolean() || condition.test(state) || state.status().isTerminal();
            });
  }
}
