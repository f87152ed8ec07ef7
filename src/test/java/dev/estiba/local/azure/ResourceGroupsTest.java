package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several requests for one resource group make of it. */
final class ResourceGroupsTest {

  @TempDir Path data;
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    arm = new ArmClient(azure);
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  @Test
  void of_several_creates_at_once_one_makes_the_group() {
    for (int i = 0; i < 30; i++) {
      String path = "/subscriptions/s1/resourceGroups/rg" + i;
      List<Integer> answers =
          IntStream.range(0, 6)
              .parallel()
              .mapToObj(n -> arm.send("PUT", path, "{\"location\":\"x\"}").status())
              .toList();

      assertThat(answers).containsOnlyOnce(201);
    }
  }

  @Test
  void a_late_delete_spares_the_group_that_has_the_name_by_then(@TempDir Path other)
      throws Exception {
    try (StateStore state = StateStore.open(other)) {
      ResourceGroups groups = new ResourceGroups(state.table("homes", ResourceGroup.class));
      ResourceGroup first = aGroup("u1");
      groups.add(first);
      groups.remove(first);
      groups.add(aGroup("u2"));

      assertThat(groups.change(first, ResourceGroup::beingDeleted)).isEmpty();
      groups.remove(first);

      assertThat(groups.find("s1", "rg").map(ResourceGroup::uid)).contains("u2");
      assertThat(groups.beingDeleted()).isEmpty();
    }
  }

  private static ResourceGroup aGroup(String uid) {
    return new ResourceGroup(uid, "s1", "rg", "westeurope", Json.object(), false);
  }
}
