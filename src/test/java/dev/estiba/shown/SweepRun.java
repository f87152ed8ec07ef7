package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Tasks whose orchestrations are terminated, so that nobody but the sweep deletes their groups;
 * each group meets a fault when it is swept first.
 */
final class SweepRun {

  private static final String COLUMN = "sweeping/terminated";
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

  /** The sweep begins with every minute. */
  private static final Duration SWEPT_WITHIN = Duration.ofSeconds(75);

  private static final Map<String, String> DELETE_FAULTS = deleteFaults();

  private final RunningHost host;
  private final LocalArm arm;
  private final List<String> faults = new ArrayList<>();
  private final List<JsonNode> tasks = new ArrayList<>();
  private final List<Integer> rules = new ArrayList<>();
  private List<String> left = List.of();

  SweepRun(RunningHost host, LocalArm arm) {
    this.host = host;
    this.arm = arm;
  }

  private static Map<String, String> deleteFaults() {
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("throttle", "kind: throttle");
    faults.put("500", "kind: error, status: 500");
    faults.put("close", "kind: close");
    faults.put("lostResponse", "kind: lostResponse");
    faults.put("deleteIgnored", "kind: deleteIgnored");
    return faults;
  }

  /** Until then nobody else may list groups: it would meet the fault in the sweep's place. */
  void untilFirstSweep() {
    DELETE_FAULTS.forEach(
        (fault, effect) -> submit(fault, "operation: delete, name: \"" + name() + "-*\"", effect));
    submit("missingFromList", "operation: list", "kind: missingFromList, groups: " + name() + "-*");
    tasks.forEach(this::terminate);
    await()
        .atMost(SWEPT_WITHIN)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(acted()).as("the sweep met each fault").doesNotContain(0L));
  }

  private String name() {
    return "s" + faults.size();
  }

  private void submit(String fault, String where, String effect) {
    rules.add(arm.addRule("{" + where + ", count: 1, effect: {" + effect + "}}"));
    var task = Json.object().put("name", name()).put("image", "busybox");
    task.putArray("environmentVariables")
        .addObject()
        .put("name", "SIMULATED_DURATION")
        .put("value", "3600");
    tasks.add(host.post("/api/tasks", task.toString()).expect(202).json());
    faults.add(fault);
  }

  private void terminate(JsonNode task) {
    await()
        .atMost(STARTED_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> host.status(task).at("/customStatus/phase").asText().equals("Running"));
    String instance = "/runtime/webhooks/durabletask/instances/" + task.path("id").asText();
    host.post(instance + "/terminate?reason=matrix", "").expect(202);
  }

  private List<Long> acted() {
    List<Long> all = arm.acted();
    return rules.stream().map(all::get).toList();
  }

  /** The next sweep deletes what the first one could not. */
  void addTo(FaultTable table) {
    try {
      await()
          .atMost(SWEPT_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> faultsLeft().isEmpty());
    } catch (ConditionTimeoutException e) {
      // What is left is told below.
    }
    left = faultsLeft();
    for (String fault : faults) {
      List<String> problems =
          left.contains(fault) ? List.of("its container group is left") : List.of();
      table.add(fault, COLUMN, fault + " in " + COLUMN, problems);
    }
  }

  /** The faults whose groups were there to the last. */
  List<String> left() {
    return left;
  }

  private List<String> faultsLeft() {
    Set<String> groups = arm.groups();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      String prefix = "s" + i + "-";
      if (groups.stream().anyMatch(group -> group.startsWith(prefix))) {
        found.add(faults.get(i));
      }
    }
    return found;
  }
}
