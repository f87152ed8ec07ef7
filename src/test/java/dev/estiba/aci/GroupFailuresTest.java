package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.aci.ContainerGroup.ContainerView;
import dev.estiba.task.Priority;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Azure tells of a failure only in the group that it accepted. */
class GroupFailuresTest {

  private static final RunState WAITING =
      new RunState(ContainerState.WAITING, null, null, null, null);
  private static final RunState RUNNING =
      new RunState(ContainerState.RUNNING, null, null, null, null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // As quoted in Azure/ALZ-PowerShell-Module#472, with the full stop.
        "InsufficientCapacity. | The requested resource is not available in the location 'uksouth' at this moment. Please retry with a different resource request or in another location. | NoCapacity",
        "InsufficientCapacity | none left | NoCapacity",
        "SomethingNew | The requested resource is not available in the location 'uksouth' at this moment. | NoCapacity",
        "SomethingNew | container group quota 'StandardCores' exceeded in region 'eastus'. | QuotaReached",
        "Failed | Failed to pull image `me/denied:1`: rpc error: code = Unknown desc = Error response from daemon: manifest for me/a:1 not found: manifest unknown | ImageNotFound",
        "Failed | Failed to pull image `a.azurecr.io/b:1`: rpc error: code = Unknown desc = Error response from daemon: Get https://a.azurecr.io/v2/b/manifests/1: unauthorized: authentication required | RegistryDenied",
        "Failed | Failed to pull image `b:1`: [rpc error: code = Unknown desc = Error response from daemon: toomanyrequests: Too many requests.] | PullLimitReached",
        "Failed | Failed to pull image `b:1`: failed to do request: dial tcp: lookup a.example: no such host | RegistryUnavailable",
        "BackOff | Back-off pulling image `me/not found:1` | ImageNotAccessible",
        "FailedMount | Output: mount error(2): Permission denied | ProvisioningFailed",
        "Failed | Error: failed to create containerd task: exec: `tool`: executable file not found in $PATH | ProvisioningFailed"
      })
  void a_group_that_was_not_provisioned_says_why(String name, String message, String type) {
    String text = message.replace('`', '"');
    ContainerGroup group =
        failed(event("Pulling", "pulling image \"x\"", false), event(name, text, true));

    AciFailure failure = group.provisioningFailure().orElseThrow();

    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure.message()).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Error response from daemon: manifest for me/a:1 not found: manifest unknown, ImageNotFound",
    "unauthorized: authentication required, RegistryDenied",
    "toomanyrequests: Too many requests., ",
    "failed to do request: dial tcp: lookup a.example: no such host, "
  })
  void a_pull_that_is_refused_again_and_again_ends_the_wait_unless_it_may_pass(
      String message, String type) {
    GroupEvent pull = event("Failed", "Failed to pull image \"b:1\": " + message, true);
    GroupEvent again = event("BackOff", "Back-off pulling image \"b:1\"", true);

    assertThat(creating(pull).provisioningFailure()).as("it was told once").isEmpty();
    assertThat(
            creating(pull, again)
                .provisioningFailure()
                .map(failure -> failure.getClass().getSimpleName()))
        .isEqualTo(Optional.ofNullable(type));
  }

  private static ContainerGroup creating(GroupEvent... events) {
    return group(
        Priority.REGULAR,
        ProvisioningState.IN_PROGRESS,
        GroupState.PENDING,
        counting(WAITING),
        events);
  }

  @Test
  void the_code_is_the_events_name_without_its_full_stop() {
    assertThat(failed(event("InsufficientCapacity.", "none", false)).provisioningFailure())
        .contains(new AciFailure.NoCapacity("InsufficientCapacity", "none"));
  }

  @Test
  void a_pull_that_backs_off_is_told_by_the_event_that_says_why() {
    ContainerGroup group =
        failed(
            event("BackOff", "Back-off pulling image \"b:1\"", true),
            event("Failed", "Failed to pull image \"b:1\": unauthorized", true));

    assertThat(group.provisioningFailure()).containsInstanceOf(AciFailure.RegistryDenied.class);
  }

  @Test
  void a_group_without_events_says_that_azure_gave_no_reason() {
    AciFailure failure = failed().provisioningFailure().orElseThrow();

    assertThat(failure).isInstanceOf(AciFailure.ProvisioningFailed.class);
    assertThat(failure.message()).contains("Azure gave no reason");
    assertThat(failure.policy()).isEqualTo(AciFailure.Policy.FAIL);
  }

  @ParameterizedTest
  @EnumSource(value = ProvisioningState.class, mode = EnumSource.Mode.EXCLUDE, names = "FAILED")
  void a_group_whose_provisioning_has_not_failed_has_no_such_failure(ProvisioningState state) {
    ContainerGroup group =
        group(Priority.REGULAR, state, GroupState.PENDING, counting(WAITING), insufficient());

    assertThat(group.provisioningFailure()).isEmpty();
  }

  @Test
  void a_spot_group_is_preempted_when_an_event_says_so() {
    GroupEvent event = event("SpotEviction", "The container group was evicted.", true);

    Optional<AciFailure> preemption = spot(GroupState.RUNNING, RUNNING, event).preemption();

    assertThat(preemption)
        .contains(new AciFailure.Preempted("SpotEviction", "The container group was evicted."));
    assertThat(preemption.orElseThrow().policy()).isEqualTo(AciFailure.Policy.RETRY);
  }

  @Test
  void a_spot_group_is_preempted_also_when_eviction_made_its_container_fail() {
    GroupEvent event = event("Killing", "Preempting container group.", true);

    assertThat(spot(GroupState.FAILED, terminated(137, "Error"), event).preemption()).isPresent();
    assertThat(spot(GroupState.SUCCEEDED, terminated(0, "Completed"), event).preemption())
        .as("it had ended before")
        .isEmpty();
  }

  @Test
  void a_spot_group_is_preempted_when_nobody_stopped_it() {
    assertThat(spot(GroupState.STOPPED, RUNNING).preemption()).isPresent();
    assertThat(spot(GroupState.UNKNOWN, terminated(null, "Infrastructure Error")).preemption())
        .get()
        .extracting(AciFailure::message)
        .asString()
        .endsWith(": Infrastructure Error");
  }

  @Test
  void a_spot_group_that_was_stopped_by_request_is_not_preempted() {
    RunState stopped = terminated(null, "Container stopped per client request");

    assertThat(spot(GroupState.STOPPED, stopped).preemption()).isEmpty();
  }

  @Test
  void a_spot_group_whose_container_ended_by_itself_is_not_preempted() {
    assertThat(spot(GroupState.FAILED, terminated(2, "Error")).preemption()).isEmpty();
    assertThat(spot(GroupState.STOPPED, terminated(0, "Completed")).preemption()).isEmpty();

    ContainerView restarted =
        new ContainerView("task-1", terminated(null, null), terminated(2, "Error"), 1);
    assertThat(
            group(Priority.SPOT, ProvisioningState.SUCCEEDED, GroupState.FAILED, restarted)
                .preemption())
        .isEmpty();
  }

  @Test
  void a_spot_group_that_runs_is_not_preempted() {
    GroupEvent pull = event("Pulling", "pulling image \"evictor\"", false);

    assertThat(spot(GroupState.RUNNING, RUNNING, pull).preemption()).isEmpty();
    assertThat(spot(GroupState.PENDING, WAITING, pull).preemption()).isEmpty();
  }

  @Test
  void a_regular_group_is_never_preempted() {
    GroupEvent event = event("SpotEviction", "evicted", true);

    assertThat(
            group(
                    Priority.REGULAR,
                    ProvisioningState.SUCCEEDED,
                    GroupState.STOPPED,
                    counting(terminated(null, null)),
                    event)
                .preemption())
        .isEmpty();
  }

  private static RunState terminated(Integer exitCode, String detail) {
    return new RunState(ContainerState.TERMINATED, null, null, exitCode, detail);
  }

  private static GroupEvent event(String name, String message, boolean warning) {
    return new GroupEvent(name, message, warning, null);
  }

  private static GroupEvent insufficient() {
    return event("InsufficientCapacity", "none left", true);
  }

  private static ContainerView counting(RunState current) {
    return new ContainerView("task-1", current, null, 0);
  }

  private static ContainerGroup spot(GroupState state, RunState current, GroupEvent... events) {
    return group(Priority.SPOT, ProvisioningState.SUCCEEDED, state, counting(current), events);
  }

  private static ContainerGroup failed(GroupEvent... events) {
    return group(
        Priority.REGULAR, ProvisioningState.FAILED, GroupState.FAILED, counting(WAITING), events);
  }

  private static ContainerGroup group(
      Priority priority,
      ProvisioningState provisioning,
      GroupState state,
      ContainerView counting,
      GroupEvent... events) {
    return new ContainerGroup(
        new ContainerGroupId("estiba", "task-1"),
        Optional.empty(),
        null,
        false,
        priority,
        provisioning,
        state,
        List.of(new ContainerView("proxy", terminated(1, "Error"), null, 0), counting),
        List.of(),
        Arrays.asList(events));
  }
}
