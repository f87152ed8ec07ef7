package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.taskhub.DiskShim.Call;
import dev.estiba.local.taskhub.DiskShim.File;
import dev.estiba.testing.NeedsGcc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A process full of task hubs at work is killed, at random moments and at chosen ones. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
class KilledHubIT {

  private static final long SEED = Long.getLong("estiba.faults.seed", System.nanoTime());
  private static final int KILLS = Integer.getInteger("estiba.faults.kills", 32);
  private static final int HUBS = 16;
  private static final int KILLS_PER_POINT = 3;

  private record Point(String name, Call call, File file, boolean isAfter) {
    void arm(DiskShim shim, int n) {
      if (isAfter) {
        shim.killAfter(call, file, n);
      } else {
        shim.killBefore(call, file, n);
      }
    }
  }

  private static final List<Point> POINTS =
      List.of(
          new Point("before a write", Call.WRITE, File.WAL, false),
          new Point("after the write, before the force", Call.SYNC, File.WAL, false),
          new Point("after the force, before the answer", Call.SYNC, File.WAL, true),
          new Point("after the answer", Call.WRITE, File.ACKNOWLEDGEMENTS, true));

  private final Random random = new Random(SEED);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void hubs_that_are_killed_at_random_keep_all_that_they_acknowledged_and_end_well()
      throws Exception {
    long start = System.nanoTime();
    List<Path> databases =
        IntStream.range(0, HUBS)
            .mapToObj(hub -> directory.resolve("hub" + hub).resolve("hub.db"))
            .toList();
    for (Path database : databases) {
      Files.createDirectories(database.getParent());
    }

    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill("k" + kill, databases);
      if (random.nextBoolean()) { // Else the next process is the first that sees what is left.
        for (Path database : databases) {
          assertKept(database);
        }
      }
    }

    int instances = 0;
    for (Path database : databases) {
      instances += finish(database);
    }
    assertThat(instances).isGreaterThan(KILLS * HUBS / 4);
    System.out.printf(
        "Kills: %d, of %d hubs each, %d instances, %d s (seed %d)%n",
        KILLS, HUBS, instances, seconds(start), SEED);
  }

  /** Kills it while it starts, in one case of four, or else while it works. */
  private void runAndKill(String prefix, List<Path> databases) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("load", "1", prefix));
    databases.forEach(database -> arguments.add(database.toString()));
    long acknowledged = size(databases);
    try (HubProcess process =
        HubProcess.start(
            directory.resolve("scratch"), Map.of(), arguments.toArray(String[]::new))) {
      if (random.nextInt(4) > 0) {
        long enough = acknowledged + random.nextInt(12_000);
        Oracle.until(() -> size(databases) > enough, () -> "enough answers");
      } else {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000)));
      }
      assertThat(process.isAlive()).as(process.errors()).isTrue();
    }
  }

  private static long size(List<Path> databases) {
    return databases.stream()
        .mapToLong(database -> Ledger.beside(database).toFile().length())
        .sum();
  }

  @Test
  @NeedsGcc
  void a_hub_that_is_killed_at_any_point_of_a_commit_keeps_all_that_it_acknowledged()
      throws Exception {
    for (Point point : POINTS) {
      Path database = directory.resolve(point.name()).resolve("hub.db");
      DiskShim shim = DiskShim.over(database.getParent(), directory.resolve("shim"));
      for (int round = 0; round < KILLS_PER_POINT; round++) {
        int n = 1 + random.nextInt(round == 0 ? 10 : 200);
        point.arm(shim, n);
        int end =
            HubProcess.start(
                    directory.resolve("scratch"),
                    shim.environment(),
                    "load",
                    "2",
                    "r" + round,
                    database.toString())
                .awaitEnd();
        assertThat(end).as("killed %s, number %d, seed %d", point.name(), n, SEED).isEqualTo(137);
        assertKept(database);
      }
      finish(database);
    }
  }

  private void assertKept(Path database) throws IOException {
    try (TaskHub hub = TaskHub.open(options(database), new Voyages())) {
      Ledger.assertKept(hub.client(), Ledger.read(database));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(database + " after a kill, seed " + SEED, e);
    }
  }

  private int finish(Path database) throws IOException {
    try (TaskHub hub = TaskHub.open(options(database), new Voyages())) {
      return Oracle.finish(hub, Ledger.read(database));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(database + " after all kills, seed " + SEED, e);
    }
  }

  private static TaskHubOptions options(Path database) {
    return TaskHubOptions.of(database).withCloseTimeout(Duration.ofSeconds(1));
  }

  private static long seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }
}
