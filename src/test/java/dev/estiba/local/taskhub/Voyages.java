package dev.estiba.local.taskhub;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The work that the tests of faults give a task hub, run by the real SDK: activities one by one and
 * side by side, timers, sub-orchestrations, events, generations. What comes of an instance follows
 * from its id. Counts the runs of each activity.
 */
final class Voyages implements WorkExecutor {

  static final String VOYAGE = "Voyage";
  static final String LAPS = "Laps";

  /** What each instance waits for before its end; more of them than one do no harm. */
  static final String EVENT = "word";

  static final String EVENT_INPUT = "\"go\"";

  private static final String LEG = "Leg";
  private static final int LAST_LAP = 3;

  private static final Map<String, OrchestratorFunction<String>> ORCHESTRATORS =
      Map.of(VOYAGE, Voyages::voyage, LEG, Voyages::leg, LAPS, Voyages::laps);

  private final Map<String, Integer> runs = new ConcurrentHashMap<>();

  private static String voyage(TaskOrchestrationContext context) {
    String id = context.getInstanceId();
    String loaded = context.callActivity("Load", id, String.class).await();
    context.createTimer(Duration.ofMillis(2)).await();
    String leg = context.callSubOrchestrator(LEG, id, id + "-leg", String.class).await();
    String word = context.waitForExternalEvent(EVENT, String.class).await();
    List<Task<String>> crates =
        IntStream.range(0, 3)
            .mapToObj(i -> context.callActivity("Unload", id + "/" + i, String.class))
            .toList();
    return loaded + "; " + leg + "; " + word + "; " + String.join(", ", all(context, crates));
  }

  private static List<String> all(TaskOrchestrationContext context, List<Task<String>> tasks) {
    return context.allOf(tasks).await();
  }

  private static String leg(TaskOrchestrationContext context) {
    context.createTimer(Duration.ofMillis(1)).await();
    return context.callActivity("Sail", context.getInput(String.class), String.class).await();
  }

  private static String laps(TaskOrchestrationContext context) {
    int lap = context.getInput(Integer.class);
    String mark = context.getInstanceId() + "/" + lap;
    String sailed = context.callActivity("Lap", mark, String.class).await();
    context.createTimer(Duration.ofMillis(1)).await();
    if (lap < LAST_LAP) {
      context.continueAsNew(lap + 1);
      return "";
    }
    return sailed + "; " + context.waitForExternalEvent(EVENT, String.class).await();
  }

  /** A voyage with a cargo of so many characters, or laps for 0. */
  static NewInstance start(String id, int cargo) {
    return cargo == 0
        ? new NewInstance(LAPS, id, "1", null)
        : new NewInstance(VOYAGE, id, '"' + "x".repeat(cargo) + '"', null);
  }

  /** The output, as JSON, of an instance that has completed. */
  static String output(String orchestrator, String id) {
    String text =
        switch (orchestrator) {
          case VOYAGE ->
              "Load %1$s; Sail %1$s; go; Unload %1$s/0, Unload %1$s/1, Unload %1$s/2".formatted(id);
          case LEG -> "Sail " + id.replaceFirst("-leg$", "");
          case LAPS -> "Lap " + id + "/" + LAST_LAP + "; go";
          default -> throw new IllegalArgumentException(orchestrator);
        };
    return '"' + text + '"';
  }

  /** What the SDK makes of a history. */
  static OrchestratorResponse replay(String orchestrator, OrchestratorRequest request)
      throws Exception {
    return OrchestratorResponse.parseFrom(run(orchestrator, request.toByteArray()));
  }

  private static byte[] run(String orchestrator, byte[] request) {
    return OrchestrationRunner.loadAndRun(request, ORCHESTRATORS.get(orchestrator));
  }

  /** How many activities ran more than once. */
  long repeatedRuns() {
    return runs.values().stream().filter(count -> count > 1).count();
  }

  @Override
  public boolean hasOrchestrator(String name) {
    return ORCHESTRATORS.containsKey(name);
  }

  @Override
  public boolean hasActivity(String name) {
    return List.of("Load", "Sail", "Unload", "Lap").contains(name);
  }

  @Override
  public byte[] runOrchestrator(String name, byte[] request) throws Exception {
    return replay(name, OrchestratorRequest.parseFrom(request)).toByteArray();
  }

  @Override
  public String runActivity(ActivityCall call) {
    String mark = String.valueOf(call.input()).replace("\"", "");
    runs.merge(call.name() + " " + mark, 1, Integer::sum);
    return '"' + call.name() + " " + mark + '"';
  }
}
