package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.resourcemanager.containerinstance.fluent.ContainerGroupsClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints its figures. */
@Tag("slow")
final class ManyGroupsIT {

  private static final int CLIENTS = 16;

  @TempDir Path data;
  private LocalAzure azure;
  private ContainerGroupsClient groups;
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    new ArmClient(azure).createResourceGroup();
    groups = SdkClient.of(azure).getContainerGroups();
  }

  @AfterEach
  void stop() throws Exception {
    clients.shutdownNow();
    azure.close();
  }

  private void forEach(int count, IntConsumer task) throws InterruptedException {
    List<Future<?>> tasks =
        IntStream.range(0, count)
            .<Future<?>>mapToObj(i -> clients.submit(() -> task.accept(i)))
            .toList();
    for (Future<?> done : tasks) {
      try {
        done.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }

  private void create(int i, Map<String, String> simulation) {
    String name = "job-" + i;
    var group = SdkClient.aGroup(name, simulation);
    assertThat(groups.createOrUpdateWithResponseAsync("rg1", name, group).block().getStatusCode())
        .isEqualTo(201);
  }

  private void awaitEnd(int i) {
    await()
        .pollInterval(Duration.ofMillis(500))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                groups
                    .getByResourceGroup("rg1", "job-" + i)
                    .instanceView()
                    .state()
                    .equals("Succeeded"));
  }

  @Test
  void a_thousand_are_created_watched_and_deleted_in_under_20_seconds() throws Exception {
    Map<String, String> simulation = Map.of("SIMULATED_DURATION", "1", "SIMULATED_LOG", "done");
    long started = System.nanoTime();

    forEach(1000, i -> create(i, simulation));
    long created = System.nanoTime();
    forEach(1000, this::awaitEnd);
    long watched = System.nanoTime();
    forEach(1000, i -> groups.delete("rg1", "job-" + i));
    long deleted = System.nanoTime();

    System.out.printf(
        "1000 simulated groups through the SDK: created in %.1f s, watched in %.1f s, deleted in"
            + " %.1f s, %.1f s in all%n",
        (created - started) / 1e9,
        (watched - created) / 1e9,
        (deleted - watched) / 1e9,
        (deleted - started) / 1e9);
    assertThat(groups.list()).isEmpty();
    assertThat(Duration.ofNanos(deleted - started)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void ten_thousand_run_at_once_and_are_found_again() throws Exception {
    ArmClient arm = new ArmClient(azure);
    var group = ArmClient.group("any", List.of(), Map.of("SIMULATED_DURATION", "36000"));
    long first = System.nanoTime();
    forEach(10_000, i -> assertThat(arm.create("job-" + i, group).status()).isEqualTo(201));
    long created = System.nanoTime();

    azure.close();
    long closed = System.nanoTime();
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    groups = SdkClient.of(azure).getContainerGroups();
    long started = System.nanoTime();

    assertThat(groups.list().stream().count()).isEqualTo(10_000);
    assertThat(groups.getByResourceGroup("rg1", "job-9999").instanceView().state())
        .isEqualTo("Running");
    System.out.printf(
        "10000 simulated groups created in %.1f s, found again in %.1f s%n",
        (created - first) / 1e9, (started - closed) / 1e9);
  }
}
