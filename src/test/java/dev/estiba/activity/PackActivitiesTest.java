package dev.estiba.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerGroupsFactory;
import dev.estiba.aci.NewContainerGroup;
import dev.estiba.aci.Ownership;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.azure.RuntimeKind;
import dev.estiba.log.DirectoryLogStore;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogWindow;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.Priority;
import dev.estiba.task.TaskParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group whose containers all count, on the local Azure with simulated containers. */
class PackActivitiesTest {

  private static final TaskRef REF = new TaskRef("instance", 1, "estiba", "pack-1");
  private static final List<String> OTHERS = List.of("item-1", "item-2");
  private static final InspectContainerGroup.Input LOOK =
      new InspectContainerGroup.Input(REF, true, false, OTHERS, OTHERS);

  /** The first ends at once, the last one after the others. */
  private static final String PACK =
      """
      {"name": "pack", "image": "busybox", "cpu": 0.5,
       "environmentVariables": [{"name": "SIMULATED_DURATION", "value": "0"},
         {"name": "SIMULATED_LOG", "value": "::output from=first"}],
       "sidecars": [
         {"name": "item-1", "image": "busybox", "cpu": 0.25, "environmentVariables": [
           {"name": "SIMULATED_DURATION", "value": "0.2"},
           {"name": "SIMULATED_EXIT_CODE", "value": "7"},
           {"name": "SIMULATED_LOG", "value": "::output from=one"}]},
         {"name": "item-2", "image": "busybox", "cpu": 0.25, "environmentVariables": [
           {"name": "SIMULATED_DURATION", "value": "%s"},
           {"name": "SIMULATED_LOG", "value": "::output from=two"}]}]}
      """;

  @TempDir private Path data;
  private LocalAzure azure;
  private ContainerGroups groups;
  private LogArchive archive;
  private InspectContainerGroup inspect;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data.resolve("azure"), RuntimeKind.SIMULATED));
    groups =
        ContainerGroupsFactory.create(
            azure.endpoint(), "00000000-0000-0000-0000-000000000000", azure.token());
    archive = new LogArchive(new DirectoryLogStore(data.resolve("logs")), LogWindow.AZURE);
    inspect = new InspectContainerGroup(groups, new LogCollector(groups, archive), archive);
  }

  /**
   * @param longest how many seconds the last container runs
   */
  private void create(String longest) {
    assertThat(
            groups.create(
                new NewContainerGroup(
                    REF.groupId(),
                    "westeurope",
                    Priority.REGULAR,
                    pack(longest),
                    new Ownership("app", "instance", 1),
                    Instant.parse("2026-01-01T12:00:00Z"))))
        .isInstanceOf(Answer.Ok.class);
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  @Test
  void it_runs_until_the_last_container_has_ended_and_tells_which_have() {
    create("600");

    Outcome.Running running =
        (Outcome.Running)
            await()
                .until(
                    () -> inspect.run(LOOK).outcome(),
                    seen -> seen instanceof Outcome.Running going && going.ended().size() == 2);

    assertThat(running.ended())
        .extracting(ContainerEnd::name, ContainerEnd::exitCode)
        .containsExactlyInAnyOrder(tuple("pack-1", 0), tuple("item-1", 7));
  }

  @Test
  void each_container_has_its_own_end_and_log() {
    create("2");

    Outcome.Terminated end =
        (Outcome.Terminated)
            await().until(() -> inspect.run(LOOK).outcome(), Outcome.Terminated.class::isInstance);

    assertThat(end.exitCode()).isZero();
    assertThat(end.others())
        .extracting(ContainerEnd::name, ContainerEnd::exitCode)
        .containsExactlyInAnyOrder(tuple("item-1", 7), tuple("item-2", 0));
    assertThat(end.log().outputs()).isEqualTo(Map.of("from", "first"));
    assertThat(end.log().others())
        .extracting(ContainerLog::container, ContainerLog::complete, ContainerLog::outputs)
        .containsExactly(
            tuple("item-1", true, Map.of("from", "one")),
            tuple("item-2", true, Map.of("from", "two")));
  }

  @Test
  void the_log_of_each_container_is_kept_before_all_are_stopped() throws Exception {
    create("600");
    await()
        .until(
            () -> inspect.run(LOOK).outcome(),
            seen -> seen instanceof Outcome.Running going && going.ended().size() == 2);

    StopContainerGroup.Outcome stopped =
        new StopContainerGroup(groups, new LogCollector(groups, archive), "app")
            .run(new StopContainerGroup.Input(REF, OTHERS));

    assertThat(stopped.failure()).isNull();
    for (String container : List.of("pack-1", "item-1", "item-2")) {
      assertThat(archive.length(REF.logKey(container))).as(container).isPositive();
    }
  }

  private static ContainerTask pack(String longest) {
    return ((ParsedTask.Valid) TaskParser.parse(PACK.formatted(longest))).task();
  }
}
