package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.testing.NeedsDocker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many tasks in real containers while {@code ./estiba up} is killed again and again, at moments
 * that are drawn: {@code -Dseed=N} draws the same ones.
 */
@Tag("slow")
@NeedsDocker
@Timeout(400)
final class RandomKillDockerIT {

  private static final int TASKS = 200;
  private static final int AT_ONCE = 16;
  private static final int LINES = 10;
  private static final int FEWEST_KILLS = 5;
  private static final Duration LONGEST = Duration.ofSeconds(360);

  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;

  /** One of them, by its number. */
  private record Numbered(int number) {

    String name() {
      return "r%03d".formatted(number);
    }

    int exitCode() {
      return number % 100;
    }

    String line(int line) {
      return name() + " line " + line;
    }

    String task() {
      String script =
          "for i in $(seq "
              + LINES
              + "); do echo "
              + name()
              + " line $i; sleep 0.1; done; exit "
              + exitCode();
      ObjectNode task = (ObjectNode) RunningHost.shellTask(script);
      return task.put("name", name()).put("cpu", 0.1).put("memoryInGB", 0.1).toString();
    }

    void assertRight(JsonNode result, String log) {
      String state = exitCode() == 0 ? "Succeeded" : "Failed";
      assertThat(result.path("state").asText()).as(result.toString()).isEqualTo(state);
      assertThat(result.path("exitCode").asInt()).as(result.toString()).isEqualTo(exitCode());
      assertThat(result.path("containerGroupDeleted").asBoolean()).isTrue();
      assertThat(result.path("logComplete").asBoolean()).isTrue();
      assertThat(log.lines().toList())
          .as(name())
          .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(this::line).toList());
    }
  }

  @Test
  void every_task_ends_once_with_its_result_and_log_however_often_estiba_is_killed() {
    System.out.println("RandomKillDockerIT: -Dseed=" + SEED);
    Killer killer = new Killer(() -> launched.up(data, "--runtime", "docker"), new Random(SEED));
    DataFolder folder = new DataFolder(data);
    List<Numbered> left =
        new ArrayList<>(IntStream.range(0, TASKS).mapToObj(Numbered::new).toList());
    Map<Integer, JsonNode> going = new TreeMap<>();
    try (StartedContainers started = StartedContainers.of(folder)) {
      killer.begin();
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException)
          .until(() -> round(killer, left, going));
      killer.end();

      assertThat(folder.leftovers()).isEmpty();
      assertThat(LocalArm.of(killer.host(), data).groups()).isEmpty();
      assertThat(started.counts()).hasSize(TASKS).allSatisfy((name, n) -> assertThat(n).isOne());
      assertThat(killer.kills()).isGreaterThanOrEqualTo(FEWEST_KILLS);
    } finally {
      killer.end();
      System.out.println("RandomKillDockerIT: " + killer.kills() + " kills, -Dseed=" + SEED);
    }
  }

  /** Submits what there is room for, and looks at what goes on; fails while nobody answers. */
  private boolean round(Killer killer, List<Numbered> left, Map<Integer, JsonNode> going) {
    RunningHost host = killer.host();
    while (!left.isEmpty() && going.size() < AT_ONCE) {
      Numbered next = left.get(0);
      going.put(next.number(), host.submitOnce(next.task(), data + "/" + next.number()));
      left.remove(0);
    }
    for (Iterator<Map.Entry<Integer, JsonNode>> all = going.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Integer, JsonNode> task = all.next();
      JsonNode status = host.status(task.getValue());
      if (status.path("runtimeStatus").asText().equals("Completed")) {
        new Numbered(task.getKey()).assertRight(status.path("output"), host.log(task.getValue()));
        all.remove();
      }
    }
    return left.isEmpty() && going.isEmpty();
  }
}
