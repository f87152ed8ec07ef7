package dev.estiba.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerGroupsFactory;
import dev.estiba.aci.NewContainerGroup;
import dev.estiba.aci.Ownership;
import dev.estiba.activity.SweepContainerGroups.Now;
import dev.estiba.governor.Governor;
import dev.estiba.governor.LimitTable;
import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.azure.RuntimeKind;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.log.DirectoryLogStore;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogStore;
import dev.estiba.log.LogWindow;
import dev.estiba.secret.KeyVaultSecrets;
import dev.estiba.secret.SealingSettings;
import dev.estiba.secret.SecretResolver;
import dev.estiba.secret.SecretSealer;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.Keep;
import dev.estiba.task.Limits;
import dev.estiba.task.Priority;
import dev.estiba.task.Secret;
import dev.estiba.testing.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The activities on the local Azure with simulated containers, through the Azure SDK. */
class ActivitiesTest {

  private static final String APP = "app";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TaskRef REF = new TaskRef("instance", 1, "estiba", "task-1");
  private static final DeleteContainerGroup.Input DELETE =
      new DeleteContainerGroup.Input(REF, "westeurope");

  private static final InspectContainerGroup.Input LOOK =
      new InspectContainerGroup.Input(REF, true, true);

  private static final CollectLogs.Input INPUT = new CollectLogs.Input(REF, false, List.of());

  @TempDir private Path data;
  private LocalAzure azure;
  private ContainerGroups groups;
  private LogArchive archive;
  private final Governor governor =
      new Governor(
          LimitTable.NONE,
          () -> {
            throw new AssertionError("without limits nothing is stored");
          },
          InstantSource.system());

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data.resolve("azure"), RuntimeKind.SIMULATED));
    groups =
        ContainerGroupsFactory.create(
            azure.endpoint(), "00000000-0000-0000-0000-000000000000", azure.token());
    archive = archive(new DirectoryLogStore(data.resolve("logs")));
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  @Test
  void a_repeated_create_finds_the_group_that_the_first_one_made() {
    assertThat(create(REF)).isInstanceOf(CreateContainerGroup.Outcome.Created.class);
    assertThat(create(REF)).isInstanceOf(CreateContainerGroup.Outcome.Created.class);

    assertThat(allGroups()).hasSize(1);
    assertThat(allGroups().get(0).owner()).contains(new Ownership(APP, "instance", 1));
  }

  @Test
  void a_group_expires_when_its_task_must_have_ended_and_is_no_longer_kept() {
    ContainerTask task = aTask().with(Limits.of(3600)).with(new Keep(Keep.When.ON_FAILURE, 60));

    new CreateContainerGroup(groups, secrets(), APP, governor, InstantSource.fixed(NOON))
        .run(
            new CreateContainerGroup.Input(
                REF, task, "instance", "westeurope", Priority.REGULAR, NOON, List.of()));

    assertThat(allGroups().get(0).expires()).isEqualTo("2026-01-01T13:01:00Z");
  }

  @Test
  void a_repeated_create_finds_its_group_although_it_would_expire_later_now() {
    create(REF);

    CreateContainerGroup.Outcome again =
        new CreateContainerGroup(
                groups, secrets(), APP, governor, InstantSource.fixed(NOON.plusSeconds(60)))
            .run(
                new CreateContainerGroup.Input(
                    REF, aTask(), "instance", "westeurope", Priority.REGULAR, NOON, List.of()));

    assertThat(again).isInstanceOf(CreateContainerGroup.Outcome.Created.class);
    assertThat(allGroups())
        .extracting(ContainerGroup::expires)
        .containsExactly(NOON.plusSeconds(86400));
  }

  @Test
  void a_group_that_somebody_else_made_is_neither_taken_nor_deleted() {
    make(REF, new Ownership("other-app", "instance", 1));

    CreateContainerGroup.Outcome outcome = create(REF);
    DeleteContainerGroup.Outcome deleted =
        new DeleteContainerGroup(groups, APP, governor).run(DELETE);

    assertThat(outcome).isInstanceOf(CreateContainerGroup.Outcome.Refused.class);
    assertThat(((CreateContainerGroup.Outcome.Refused) outcome).reason().type())
        .isEqualTo("NameTaken");
    assertThat(deleted).isInstanceOf(DeleteContainerGroup.Outcome.NotOurs.class);
    assertThat(allGroups()).hasSize(1);
  }

  @Test
  void a_delete_says_that_the_group_is_gone_also_the_second_time() {
    create(REF);
    DeleteContainerGroup delete = new DeleteContainerGroup(groups, APP, governor);

    assertThat(delete.run(DELETE)).isInstanceOf(DeleteContainerGroup.Outcome.Gone.class);
    assertThat(delete.run(DELETE)).isInstanceOf(DeleteContainerGroup.Outcome.Gone.class);

    assertThat(allGroups()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "delete"})
  void a_group_is_not_taken_for_gone_because_azure_once_says_so(String operation) throws Exception {
    create(REF);
    behave("rules: [{operation: " + operation + ", count: 1, effect: {kind: notFound}}]");

    DeleteContainerGroup.Outcome first =
        new DeleteContainerGroup(groups, APP, governor).run(DELETE);

    boolean gone = first instanceof DeleteContainerGroup.Outcome.Gone;
    assertThat(allGroups().isEmpty()).as("nothing is there after %s", first).isEqualTo(gone);
    assertThat(new DeleteContainerGroup(groups, APP, governor).run(DELETE))
        .isInstanceOf(DeleteContainerGroup.Outcome.Gone.class);
    assertThat(allGroups()).isEmpty();
  }

  @Test
  void an_inspection_tells_the_run_and_keeps_the_log_as_it_grows() throws Exception {
    create(REF);
    InspectContainerGroup inspect = new InspectContainerGroup(groups, collector(), archive);

    await()
        .until(
            () -> {
              inspect.run(LOOK);
              return archive.read(REF.logKey(), 0, 1000, false).text().startsWith("uno\n");
            });
    InspectContainerGroup.Outcome.Terminated end =
        (InspectContainerGroup.Outcome.Terminated)
            await()
                .until(
                    () -> inspect.run(LOOK).outcome(),
                    InspectContainerGroup.Outcome.Terminated.class::isInstance);
    CollectLogs.Outcome log = collectLogs(collector());

    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.startTime()).isBefore(end.finishTime());
    assertThat(log.failure()).isNull();
    assertThat(log.location()).endsWith("/instance/1/task-1.log");
    assertThat(archive.read(REF.logKey(), 0, 1000, false).text()).isEqualTo("uno\ndos\n");
  }

  @Test
  void the_look_that_sees_the_end_fetches_the_rest_of_the_log() throws Exception {
    create(REF);

    CollectLogs.Outcome log = seeEnd().log();

    assertThat(log.failure()).isNull();
    assertThat(log.location()).endsWith("/instance/1/task-1.log");
    assertThat(archive.read(REF.logKey(), 0, 1000, false).text()).isEqualTo("uno\ndos\n");
  }

  @Test
  void an_end_is_told_though_its_log_has_to_be_asked_for_again() throws Exception {
    create(REF);
    behave("rules: [{operation: logs, effect: {kind: notFound}}]");

    InspectContainerGroup.Outcome.Terminated end = seeEnd();

    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.log()).isNull();
  }

  private InspectContainerGroup.Outcome.Terminated seeEnd() {
    InspectContainerGroup inspect = new InspectContainerGroup(groups, collector(), archive);
    InspectContainerGroup.Input look =
        new InspectContainerGroup.Input(REF, true, false, List.of(), List.of());
    return (InspectContainerGroup.Outcome.Terminated)
        await()
            .until(
                () -> inspect.run(look).outcome(),
                InspectContainerGroup.Outcome.Terminated.class::isInstance);
  }

  @Test
  void outputs_and_gaps_of_the_log_are_told_and_logs_of_other_containers_are_no_failure()
      throws Exception {
    create(REF, "uno\n::output answer=42\n::output 1=2");
    Files.createDirectories(data.resolve("logs").resolve(REF.logKey("broken").path()));
    archive.append(REF.logKey(), 0, "2026-01-01T00:00:00Z of a run before\n", false);
    await()
        .until(
            () -> new InspectContainerGroup(groups, collector(), archive).run(LOOK).outcome(),
            InspectContainerGroup.Outcome.Terminated.class::isInstance);

    CollectLogs.Outcome log =
        new CollectLogs(groups, collector(), archive)
            .run(new CollectLogs.Input(REF, false, List.of("unknown", "broken", "task-1")));

    assertThat(log.failure()).isNull();
    assertThat(log.gaps()).isEqualTo(1);
    assertThat(log.outputs()).containsExactly(Map.entry("answer", "42"));
    assertThat(log.warnings()).hasSize(2);
    assertThat(log.warnings().get(0)).startsWith("'::output 1=2' is not taken as an output");
    assertThat(log.warnings().get(1)).startsWith("The log of container 'broken' is not complete:");
  }

  @Test
  void a_container_that_ran_has_a_log_or_it_is_told_that_it_is_lost() throws Exception {
    CollectLogs.Outcome gone = collectLogs(true);
    make(REF, new Ownership(APP, "instance", 1));
    behave("rules: [{operation: logs, effect: {kind: notFound}}]");
    CollectLogs.Outcome missing = collectLogs(true);
    CollectLogs.Outcome neverRan = collectLogs(false);

    assertThat(gone.failure().type()).isEqualTo("LogLost");
    assertThat(gone.patience()).isEqualTo(Patience.NONE);
    assertThat(missing.failure().type()).isEqualTo("LogNotAvailable");
    assertThat(missing.patience()).isEqualTo(Patience.MOMENT);
    assertThat(neverRan.failure()).isNull();
  }

  @Test
  void an_empty_log_of_a_container_that_wrote_something_is_not_believed() throws Exception {
    create(REF);
    await().until(() -> collector().collect(REF, false).fetchedBytes() > 0);
    behave("rules: [{operation: logs, count: 1, effect: {kind: log}}]");

    CollectLogs.Outcome empty = collectLogs(true);
    CollectLogs.Outcome again = collectLogs(true);

    assertThat(empty.failure().type()).isEqualTo("LogNotAvailable");
    assertThat(empty.patience()).isEqualTo(Patience.MOMENT);
    assertThat(again.failure()).isNull();
  }

  private CollectLogs.Outcome collectLogs(boolean started) {
    return new CollectLogs(groups, collector(), archive)
        .run(new CollectLogs.Input(REF, started, List.of()));
  }

  @Test
  void what_a_fetch_brought_is_told() throws Exception {
    create(REF, "uno\ndos");
    LogCollector collector = collector();
    await()
        .until(
            () -> new InspectContainerGroup(groups, collector, archive).run(LOOK).outcome(),
            InspectContainerGroup.Outcome.Terminated.class::isInstance);
    collector.collect(REF, true);

    LogCollector.Collected again = collector.collect(REF, true);

    long length = archive.length(REF.logKey());
    assertThat(again)
        .isEqualTo(new LogCollector.Collected(null, Patience.NONE, false, length, 0, false));
    assertThat(collector.collect(REF, "other", true)).isEqualTo(LogCollector.Collected.NOTHING);
  }

  @Test
  void a_group_that_is_not_there_is_gone_and_has_no_log() {
    assertThat(new InspectContainerGroup(groups, collector(), archive).run(LOOK).outcome())
        .isInstanceOf(InspectContainerGroup.Outcome.Gone.class);
    assertThat(collectLogs(collector()))
        .isEqualTo(new CollectLogs.Outcome(null, null, Patience.NONE, 0, Map.of(), List.of()));
  }

  @Test
  void azure_that_does_not_answer_is_told_and_throws_nothing() throws Exception {
    azure.close();

    assertThat(create(REF)).isInstanceOf(CreateContainerGroup.Outcome.Refused.class);
    assertThat(new InspectContainerGroup(groups, collector(), archive).run(LOOK).outcome())
        .isInstanceOf(InspectContainerGroup.Outcome.Unavailable.class);
    assertThat(collectLogs(collector()).failure()).isNotNull();
    assertThat(new DeleteContainerGroup(groups, APP, governor).run(DELETE))
        .isInstanceOf(DeleteContainerGroup.Outcome.StillThere.class);
    assertThat(sweep(id -> Optional.empty()).deleted()).isZero();
  }

  @Test
  void a_sweep_deletes_our_groups_without_an_active_task_and_no_other() {
    make(ref("active"), new Ownership(APP, "active", 1));
    make(ref("ended"), new Ownership(APP, "ended", 1));
    make(ref("foreign"), new Ownership("other-app", "ended", 1));

    int swept =
        sweep(id -> id.equals("active") ? Optional.of(new Now(1, null)) : Optional.empty())
            .deleted();

    assertThat(swept).isEqualTo(1);
    assertThat(allGroups())
        .extracting(group -> group.id().name())
        .containsExactlyInAnyOrder("active", "foreign");
  }

  @Test
  void an_archive_that_cannot_be_written_is_told_and_throws_nothing() throws Exception {
    create(REF);
    LogStore broken =
        new DirectoryLogStore(Files.writeString(data.resolve("file"), "no directory"));
    LogArchive brokenArchive = archive(broken);
    LogCollector collector = new LogCollector(groups, brokenArchive);
    await()
        .until(
            () -> new InspectContainerGroup(groups, collector, archive).run(LOOK).outcome(),
            InspectContainerGroup.Outcome.Terminated.class::isInstance);

    assertThat(new CollectLogs(groups, collector, brokenArchive).run(INPUT).failure().type())
        .isEqualTo("LogNotKept");
  }

  /** What goes wrong from now on, in YAML. */
  private void behave(String behavior) throws Exception {
    azure.close();
    azure =
        LocalAzure.start(
            LocalAzureOptions.in(data.resolve("azure"), RuntimeKind.SIMULATED)
                .withBehavior(Behavior.ofYaml(behavior)));
    groups =
        ContainerGroupsFactory.create(
            azure.endpoint(), "00000000-0000-0000-0000-000000000000", azure.token());
  }

  @Test
  void a_sweep_deletes_groups_of_earlier_attempts_and_leaves_those_that_are_kept() {
    make(ref("first"), new Ownership(APP, "active", 1));
    make(ref("second"), new Ownership(APP, "active", 2));
    make(ref("kept"), new Ownership(APP, "ended", 1));
    make(ref("over"), new Ownership(APP, "ended", 1));
    KeepContainerGroup keep = new KeepContainerGroup(groups, APP);
    keep.run(new KeepContainerGroup.Input(of("ended", "kept"), NOON.plusSeconds(1)));
    keep.run(new KeepContainerGroup.Input(of("ended", "over"), NOON));

    SweepContainerGroups.Swept swept =
        sweep(id -> id.equals("active") ? Optional.of(new Now(2, "second")) : Optional.empty());

    assertThat(swept).isEqualTo(new SweepContainerGroups.Swept(4, 2, 1, 0));
    assertThat(allGroups())
        .extracting(group -> group.id().name())
        .containsExactlyInAnyOrder("second", "kept");
  }

  @Test
  void a_sweep_deletes_the_group_of_an_earlier_run_of_a_task_and_skips_what_it_cannot_judge() {
    make(ref("earlier"), new Ownership(APP, "active", 1));
    make(ref("now"), new Ownership(APP, "active", 1));
    make(ref("odd"), new Ownership(APP, "odd", 1));

    SweepContainerGroups.Swept swept =
        sweep(
            id -> {
              if (id.equals("odd")) {
                throw new IllegalStateException("not readable");
              }
              return Optional.of(new Now(1, "now"));
            });

    assertThat(swept).isEqualTo(new SweepContainerGroups.Swept(3, 1, 0, 1));
    assertThat(allGroups())
        .extracting(group -> group.id().name())
        .containsExactlyInAnyOrder("now", "odd");
  }

  @Test
  void a_secret_that_azure_quotes_is_masked_in_the_reason() throws Exception {
    behave(
        "rules: [{operation: create, effect: {kind: error, status: 400, code: BadRequest,"
            + " message: \"Error converting value 'hush-4711'\"}}]");
    ContainerTask task =
        ContainerTask.of(
                null,
                new ContainerSpec(
                    "busybox",
                    List.of(),
                    List.of(),
                    List.of(new EnvironmentVariable("A", null, new Secret.Literal("hush-4711"))),
                    1,
                    1,
                    List.of()))
            .placedIn("estiba", "westeurope");

    CreateContainerGroup.Outcome outcome =
        new CreateContainerGroup(groups, secrets(), APP, governor, InstantSource.fixed(NOON))
            .run(
                new CreateContainerGroup.Input(
                    REF, task, "instance", "westeurope", Priority.REGULAR, NOON, List.of()));

    assertThat(((CreateContainerGroup.Outcome.Refused) outcome).reason().message())
        .isEqualTo("Error converting value '***'");
  }

  @Test
  void a_group_is_stopped_after_its_log_was_kept_and_no_other_ones_group_is() throws Exception {
    create(REF, aTask("uno\ndos", "600"));
    InspectContainerGroup inspect = new InspectContainerGroup(groups, collector(), archive);
    await()
        .until(() -> inspect.run(LOOK).outcome() instanceof InspectContainerGroup.Outcome.Running);
    StopContainerGroup stop = new StopContainerGroup(groups, collector(), APP);

    StopContainerGroup.Outcome foreign =
        stop.run(new StopContainerGroup.Input(of("another", REF.containerGroup()), List.of()));
    assertThat(inspect.run(LOOK).outcome())
        .isInstanceOf(InspectContainerGroup.Outcome.Running.class);
    StopContainerGroup.Outcome stopped = stop.run(new StopContainerGroup.Input(REF, List.of()));

    assertThat(foreign.failure()).isNull();
    assertThat(stopped.failure()).isNull();
    assertThat(inspect.run(LOOK).outcome())
        .isInstanceOf(InspectContainerGroup.Outcome.Terminated.class);
    assertThat(archive.read(REF.logKey(), 0, 1000, false).text()).startsWith("uno\n");
  }

  @Test
  void the_log_is_kept_though_the_state_cannot_be_read() throws Exception {
    create(REF, aTask("uno\ndos", "600"));
    behave("rules: [{operation: get, effect: {kind: error, status: 400}}]");
    InspectContainerGroup inspect = new InspectContainerGroup(groups, collector(), archive);

    await()
        .untilAsserted(() -> assertThat(inspect.run(LOOK).newLogBytes()).isNotNull().isPositive());

    assertThat(inspect.run(LOOK).outcome())
        .isInstanceOf(InspectContainerGroup.Outcome.Unavailable.class);
    assertThat(archive.read(REF.logKey(), 0, 1000, false).text()).startsWith("uno\n");
  }

  private static TaskRef of(String instanceId, String group) {
    return new TaskRef(instanceId, 1, "estiba", group);
  }

  private static SecretResolver secrets() {
    KeyVaultSecrets keyVault = new KeyVaultSecrets();
    return new SecretResolver(
        new SecretSealer(APP, SealingSettings.NONE, keyVault),
        keyVault,
        Map.of("ESTIBA_SECRET_WORD", "hush"));
  }

  private SweepContainerGroups.Swept sweep(SweepContainerGroups.Tasks tasks) {
    return new SweepContainerGroups(groups, APP, "estiba", governor, InstantSource.fixed(NOON))
        .run(tasks);
  }

  private CreateContainerGroup.Outcome create(TaskRef ref) {
    return create(ref, "uno\ndos");
  }

  private CreateContainerGroup.Outcome create(TaskRef ref, String log) {
    return create(ref, aTask(log));
  }

  private CreateContainerGroup.Outcome create(TaskRef ref, ContainerTask task) {
    return new CreateContainerGroup(groups, secrets(), APP, governor, InstantSource.fixed(NOON))
        .run(
            new CreateContainerGroup.Input(
                ref, task, "instance", "westeurope", Priority.REGULAR, NOON, List.of()));
  }

  private void make(TaskRef ref, Ownership owner) {
    NewContainerGroup group =
        new NewContainerGroup(ref.groupId(), "westeurope", Priority.REGULAR, aTask(), owner, NOON);
    assertThat(groups.create(group)).isInstanceOf(Answer.Ok.class);
  }

  private static TaskRef ref(String group) {
    return new TaskRef(group, 1, "estiba", group);
  }

  private CollectLogs.Outcome collectLogs(LogCollector collector) {
    return new CollectLogs(groups, collector, archive).run(INPUT);
  }

  private static LogArchive archive(LogStore store) {
    return new LogArchive(store, LogWindow.AZURE);
  }

  private LogCollector collector() {
    return new LogCollector(groups, archive);
  }

  private List<ContainerGroup> allGroups() {
    return ((Answer.Ok<List<ContainerGroup>>) groups.list()).value();
  }

  private static ContainerTask aTask() {
    return aTask("uno\ndos");
  }

  private static ContainerTask aTask(String log) {
    return aTask(log, "1.5");
  }

  private static ContainerTask aTask(String log, String seconds) {
    return Tasks.aTask(
        List.of(),
        Map.of(
            "SIMULATED_DURATION", seconds,
            "SIMULATED_EXIT_CODE", "3",
            "SIMULATED_LOG", log));
  }
}
