package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.testing.NeedsDocker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch in real containers while {@code ./estiba up} is killed again and again, at moments that
 * are drawn: {@code -Dseed=N} draws the same ones.
 */
@Tag("slow")
@NeedsDocker
@Timeout(400)
final class BatchKillDockerIT {

  private static final int ITEMS = 60;
  private static final int FEWEST_KILLS = 2;
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final String BATCH =
      "{\"task\": {\"name\": \"item\", \"image\": \"busybox\", \"cpu\": 0.1, \"memoryInGB\": 0.1,"
          + " \"command\": [\"sh\", \"-c\", \"sleep 2; exit {{item}}\"]},"
          + " \"items\": [%s], \"maxParallel\": 6}";

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;

  @Test
  void every_item_runs_once_however_often_estiba_is_killed() {
    System.out.println("BatchKillDockerIT: -Dseed=" + SEED);
    Killer killer = new Killer(() -> launched.up(data, "--runtime", "docker"), new Random(SEED));
    DataFolder folder = new DataFolder(data);
    try (StartedContainers started = StartedContainers.of(folder)) {
      String items = "0, ".repeat(ITEMS - 2) + "0, 7";
      JsonNode batch = killer.host().post("/api/batches", BATCH.formatted(items)).json();
      String url = "/api/batches/" + batch.path("id").asText();
      killer.begin();

      JsonNode view =
          await()
              .atMost(Duration.ofMinutes(5))
              .pollInterval(Duration.ofMillis(500))
              .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException)
              .until(() -> killer.host().get(url).json(), one -> one.path("ended").asBoolean());
      killer.end();

      JsonNode counts = view.path("result").path("counts");
      assertThat(counts.path("succeeded").asInt()).isEqualTo(ITEMS - 1);
      assertThat(counts.path("failed").asInt()).isEqualTo(1);
      assertThat(folder.leftovers()).isEmpty();
      assertThat(started.counts()).hasSize(ITEMS).allSatisfy((name, n) -> assertThat(n).isOne());
      assertThat(killer.kills()).isGreaterThanOrEqualTo(FEWEST_KILLS);
    } finally {
      killer.end();
      System.out.println("BatchKillDockerIT: " + killer.kills() + " kills, -Dseed=" + SEED);
    }
  }
}
