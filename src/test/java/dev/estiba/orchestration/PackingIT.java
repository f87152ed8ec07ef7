package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.PackPlan;
import dev.estiba.governor.AciLimits;
import dev.estiba.governor.Governor;
import dev.estiba.governor.LimitTable;
import dev.estiba.governor.Plan;
import dev.estiba.secret.KeyVaultSecrets;
import dev.estiba.secret.SealingSettings;
import dev.estiba.secret.SecretResolver;
import dev.estiba.secret.SecretSealer;
import dev.estiba.store.MemoryDocuments;
import dev.estiba.store.SharedDocuments;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What packing saves at the limits that Azure documents, in virtual time. */
@Tag("slow")
@Timeout(600)
final class PackingIT {

  private static final int ITEMS = 1000;
  private static final String APP = "app";

  /** What came of a batch. */
  private record Measured(int groups, int refused, Duration duration, Plan plan) {

    @Override
    public String toString() {
      return groups
          + " creates, of which Azure refused "
          + refused
          + "; the last item ended after "
          + duration.toSeconds()
          + " s; told before: "
          + plan.sentence();
    }
  }

  @Test
  void packed_items_need_less_than_a_tenth_of_the_creates() {
    Measured each = run("");
    Measured packed = run(", \"pack\": true");

    System.out.println("1,000 items of 0.25 vCPU and 0.5 GB, a minute each, at Azure's limits:");
    System.out.println("  a group each: " + each);
    System.out.println("  packed:       " + packed);
    assertThat(each.groups()).isEqualTo(ITEMS);
    assertThat(packed.groups()).isLessThan(ITEMS / 10);
    assertThat(each.refused() + packed.refused()).isZero();
    assertThat(each.duration()).isGreaterThanOrEqualTo(each.plan().lastStart());
    assertThat(packed.duration()).isLessThan(each.duration().dividedBy(10));
  }

  private Measured run(String pack) {
    String json =
        "{\"task\": {\"image\": \"busybox\", \"cpu\": 0.25, \"memoryInGB\": 0.5},"
            + " \"maxParallel\": 100, \"count\": "
            + ITEMS
            + pack
            + "}";
    try (BatchWorld world = new BatchWorld()) {
      LimitedAzure azure = new LimitedAzure(world.hub::now);
      govern(world, azure);

      BatchResult result = world.run(json);

      assertThat(result.counts().succeeded()).isEqualTo(ITEMS);
      return new Measured(
          azure.created.size(),
          azure.refused,
          Duration.between(result.startedAt(), result.finishedAt()),
          plan(BatchWorld.parse(json)));
    }
  }

  private static Plan plan(Batch batch) {
    int groups =
        batch.pack() == null
            ? ITEMS
            : PackPlan.of(batch, IntStream.range(0, ITEMS).boxed().toList()).size();
    return Plan.atLeast(groups, AciLimits.AZURE, batch.pack() == null ? 1 : 4, null);
  }

  private static void govern(BatchWorld world, LimitedAzure azure) {
    SharedDocuments documents = new SharedDocuments(new MemoryDocuments());
    Governor governor = new Governor(LimitTable.AZURE, () -> documents, world.hub::now);
    KeyVaultSecrets vault = new KeyVaultSecrets();
    SecretResolver secrets =
        new SecretResolver(new SecretSealer(APP, SealingSettings.NONE, vault), vault, Map.of());
    world.creates = new CreateContainerGroup(azure, secrets, APP, governor, world.hub::now)::run;
    world.deletes = new DeleteContainerGroup(azure, APP, governor)::run;
  }
}
