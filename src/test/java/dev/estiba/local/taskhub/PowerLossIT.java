package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsGcc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at any moment. A process works while every change of its files is logged; from the
 * log come the disks that a loss of power may leave, and on each a task hub has to open.
 */
@NeedsGcc
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
class PowerLossIT {

  private static final long SEED = Long.getLong("estiba.faults.seed", System.nanoTime());
  private static final int DISKS = Integer.getInteger("estiba.faults.disks", 1_200);
  private static final int FINISHED = DISKS / 10;
  private static final Duration QUICKLY = Duration.ofMillis(500);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private int number;

  @Test
  void whatever_a_loss_of_power_leaves_holds_all_that_was_acknowledged_and_ends_well()
      throws Exception {
    List<DiskOperation> operations = record();
    List<PowerLoss> losses = PowerLoss.during(operations, new Random(SEED));
    int possible = losses.size();
    Collections.shuffle(losses, new Random(SEED));
    List<PowerLoss> tried = losses.subList(0, Math.min(DISKS, possible));
    List<PowerLoss> finished = List.copyOf(tried.subList(0, FINISHED));
    tried.sort(Comparator.comparingInt(PowerLoss::after));

    long start = System.nanoTime();
    StringBuilder acknowledged = new StringBuilder();
    SimulatedDisk disk = new SimulatedDisk();
    int next = 0;
    for (int done = 0; done <= operations.size(); done++) {
      for (; next < tried.size() && tried.get(next).after() == done; next++) {
        PowerLoss loss = tried.get(next);
        check(disk, loss, Ledger.parse(acknowledged.toString()), finished.contains(loss));
      }
      if (done < operations.size()) {
        DiskOperation operation = operations.get(done);
        disk.apply(operation);
        if (operation.file().endsWith(".acks")) {
          acknowledged.append(new String(operation.data(), StandardCharsets.UTF_8));
        }
      }
    }

    assertThat(next).isEqualTo(tried.size());
    System.out.printf(
        "Power losses: %d operations, %d of %d disks opened, %d finished, %d s (seed %d)%n",
        operations.size(),
        tried.size(),
        possible,
        finished.size(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        SEED);
  }

  private List<DiskOperation> record() throws Exception {
    Path database = directory.resolve("recorded").resolve("hub.db");
    DiskShim shim = DiskShim.over(database.getParent(), directory.resolve("shim"));
    HubProcess.start(
            directory.resolve("scratch"), shim.environmentWithLog(), "script", database.toString())
        .awaitSuccess();
    List<DiskOperation> operations = DiskOperation.read(shim.log());
    assertThat(operations).hasSizeGreaterThan(1000);
    return operations;
  }

  private void check(
      SimulatedDisk disk, PowerLoss loss, List<Ledger.Entry> acknowledged, boolean finish)
      throws IOException {
    Path left = Files.createDirectory(directory.resolve("disk" + number++));
    disk.restore(left, loss.fate());
    TaskHubOptions options =
        TaskHubOptions.of(left.resolve("hub.db")).withConcurrency(2, 2).withCloseTimeout(QUICKLY);
    try (TaskHub hub = TaskHub.open(options, new Voyages())) {
      Ledger.assertKept(hub.client(), acknowledged);
      if (finish) {
        Oracle.finish(hub, acknowledged);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("A loss of power " + loss + ", seed " + SEED + ", in " + left, e);
    }
    delete(left);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
