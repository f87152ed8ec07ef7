package dev.estiba.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerGroupsFactory;
import dev.estiba.activity.CreateContainerGroup.Outcome.Created;
import dev.estiba.activity.CreateContainerGroup.Outcome.Refused;
import dev.estiba.governor.AciLimits;
import dev.estiba.governor.Governor;
import dev.estiba.governor.LimitTable;
import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.azure.RuntimeKind;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.secret.KeyVaultSecrets;
import dev.estiba.secret.SealingSettings;
import dev.estiba.secret.SecretResolver;
import dev.estiba.secret.SecretSealer;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.SharedDocuments;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.Priority;
import dev.estiba.task.Secret;
import dev.estiba.testing.Tasks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activities that keep to limits, on the local Azure with simulated containers. */
final class GovernedActivitiesTest {

  private static final String APP = "app";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String WEST = "westeurope";
  private static final AciLimits ONE_GROUP_AND_TWO_DELETES =
      new AciLimits(1, 100, 100, 300, 2, 300);

  @TempDir private Path data;
  private LocalAzure azure;
  private ContainerGroups groups;
  private Governor governor;
  private Instant now = NOON;

  @BeforeEach
  void start() throws Exception {
    behave(Behavior.GOOD);
    SharedDocuments documents =
        new SharedDocuments(new DirectoryDocumentStore(data.resolve("state")));
    LimitTable limits = new LimitTable(ONE_GROUP_AND_TWO_DELETES, Map.of());
    governor = new Governor(limits, () -> documents, () -> now);
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private void behave(Behavior behavior) throws Exception {
    if (azure != null) {
      azure.close();
    }
    azure =
        LocalAzure.start(
            LocalAzureOptions.in(data.resolve("azure"), RuntimeKind.SIMULATED)
                .withBehavior(behavior));
    groups =
        ContainerGroupsFactory.create(
            azure.endpoint(), "00000000-0000-0000-0000-000000000000", azure.token());
  }

  private static TaskRef ref(String id) {
    return new TaskRef(id, 1, "estiba", "task-" + id);
  }

  private CreateContainerGroup.Outcome create(String id) {
    return create(id, Tasks.aTask());
  }

  private CreateContainerGroup.Outcome create(String id, ContainerTask task) {
    KeyVaultSecrets vault = new KeyVaultSecrets();
    SecretResolver secrets =
        new SecretResolver(new SecretSealer(APP, SealingSettings.NONE, vault), vault, Map.of());
    return new CreateContainerGroup(groups, secrets, APP, governor, () -> now)
        .run(
            new CreateContainerGroup.Input(
                ref(id), task, id, WEST, Priority.REGULAR, NOON, List.of()));
  }

  private DeleteContainerGroup.Outcome delete(String id) {
    return new DeleteContainerGroup(groups, APP, governor)
        .run(new DeleteContainerGroup.Input(ref(id), WEST));
  }

  private SweepContainerGroups.Swept sweep() {
    return new SweepContainerGroups(groups, APP, "estiba", governor, () -> now)
        .run(id -> Optional.empty());
  }

  @Test
  void a_group_waits_until_another_is_deleted_and_azure_is_not_asked_meanwhile() {
    assertThat(create("one")).isInstanceOf(Created.class);
    assertThat(create("one")).isInstanceOf(Created.class);

    Refused refused = (Refused) create("two");

    assertThat(refused.reason().type()).isEqualTo("AciLimitReached");
    assertThat(refused.reason().message()).contains("there may be 1 container groups at a time");
    assertThat(refused.policy()).isEqualTo(AgainPolicy.OTHER_REGION);
    assertThat(refused.retryAfterSeconds()).isEqualTo(20);
    assertThat(delete("one")).isInstanceOf(DeleteContainerGroup.Outcome.Gone.class);
    assertThat(create("two")).isInstanceOf(Created.class);
  }

  @Test
  void a_refusal_for_too_many_calls_is_told_to_all() throws Exception {
    behave(
        Behavior.ofYaml(
            "rules: [{operation: create, count: 1, effect: {kind: throttle, retryAfter: 77s}}]"));

    Refused first = (Refused) create("one");
    Refused second = (Refused) create("two");

    assertThat(first.reason().type()).isEqualTo("Throttled");
    assertThat(first.retryAfterSeconds()).isEqualTo(77);
    assertThat(first.estimatedStart()).isEqualTo(now.plusSeconds(77));
    assertThat(second.reason().type()).isEqualTo("AciLimitReached");
    now = now.plusSeconds(77);
    assertThat(create("one")).isInstanceOf(Created.class);
  }

  @Test
  void after_azure_has_said_that_its_quota_is_used_up_others_do_not_ask_it() throws Exception {
    behave(
        Behavior.ofYaml(
            "rules: [{operation: create, count: 1, effect: {kind: error, status: 400,"
                + " code: ContainerGroupQuotaReached, message: \"Limit: '10', Usage: '10'\"}}]"));

    Refused first = (Refused) create("one");
    Refused second = (Refused) create("two");

    assertThat(first.reason().type()).isEqualTo("QuotaReached");
    assertThat(first.retryAfterSeconds()).isEqualTo(60);
    assertThat(second.reason().message()).contains("quota in westeurope is used up");
    now = now.plusSeconds(61);
    assertThat(create("one")).isInstanceOf(Created.class);
  }

  @Test
  void what_azure_refuses_for_good_takes_nobodys_place() throws Exception {
    behave(
        Behavior.ofYaml(
            "rules: [{operation: create, count: 1, effect: {kind: error, status: 400,"
                + " code: BadRequest, message: \"no\"}}]"));

    assertThat(create("one")).isInstanceOf(Refused.class);

    assertThat(create("two")).isInstanceOf(Created.class);
  }

  @Test
  void a_task_whose_secret_cannot_be_had_takes_nobodys_place() {
    EnvironmentVariable missing =
        new EnvironmentVariable("A", null, new Secret.AppSetting("ESTIBA_SECRET_NONE"));
    ContainerTask task =
        ContainerTask.of(
                null,
                new ContainerSpec(
                    "busybox", List.of(), List.of(), List.of(missing), 1, 1, List.of()))
            .placedIn("estiba", WEST);

    assertThat(create("one", task)).isInstanceOf(Refused.class);

    assertThat(create("two")).isInstanceOf(Created.class);
  }

  @Test
  void a_delete_beyond_the_limit_is_put_off_and_the_sweep_keeps_to_it_as_well() {
    for (String id : List.of("one", "two")) {
      assertThat(create(id)).isInstanceOf(Created.class);
      assertThat(delete(id)).isInstanceOf(DeleteContainerGroup.Outcome.Gone.class);
    }
    create("three");

    DeleteContainerGroup.Outcome outcome = delete("three");

    assertThat(((DeleteContainerGroup.Outcome.StillThere) outcome).reason().type())
        .isEqualTo("AciLimitReached");
    assertThat(sweep()).isEqualTo(new SweepContainerGroups.Swept(1, 0, 0, 1));
    now = now.plusSeconds(305);
    assertThat(sweep()).isEqualTo(new SweepContainerGroups.Swept(1, 1, 0, 0));
  }

  @Test
  void a_sweep_makes_room_for_a_group_that_is_gone_without_a_word() {
    create("one");
    groups.delete(ref("one").groupId());
    now = now.plusSeconds(601);
    assertThat(create("two")).isInstanceOf(Refused.class);

    sweep();

    assertThat(create("two")).isInstanceOf(Created.class);
  }
}
