package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Priority;
import dev.estiba.task.Secret;
import dev.estiba.testing.Tasks;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmContainerGroupsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final ContainerGroupId ID = new ContainerGroupId("estiba", "task-1");
  private static final String GROUP_PATH =
      "/subscriptions/sub/resourceGroups/estiba/providers/Microsoft.ContainerInstance/containerGroups/task-1";

  /**
   * As recorded of api-version 2023-05-01: a group that runs once, whose container exits with 2.
   */
  private static final String EXITED_WITH_2 =
      """
      {"properties":{"sku":"Standard","provisioningState":"Succeeded",
       "containers":[{"name":"task-1","properties":{"image":"alpine:latest","instanceView":
        {"restartCount":0,"currentState":{"state":"Terminated","startTime":"2023-05-01T16:57:05.78Z",
         "exitCode":2,"finishTime":"2023-05-01T16:57:10.133Z","detailStatus":"Error"}},
        "resources":{"requests":{"memoryInGB":1.0,"cpu":1.0}}}}],
       "restartPolicy":"Never","osType":"Linux","instanceView":{"events":[],"state":"Failed"}},
       "id":"%s","name":"task-1","location":"westus","unknown":{"newer":1},
       "tags":{"estiba-app":"app","estiba-instance":"i1","estiba-attempt":"1",
        "estiba-expires":"2026-01-01T12:00:00Z"}}
      """
          .formatted(GROUP_PATH);

  /** After Microsoft's example of a group that failed, in which a failed mount is "Normal". */
  private static final String FAILED_WITH_EVENTS =
      """
      {"name":"task-1","properties":{"provisioningState":"Failed","priority":"spot",
       "initContainers":[{"name":"fetch","properties":{"instanceView":{"currentState":
         {"state":"Terminated","exitCode":1},"events":[
          {"count":1,"firstTimestamp":"2017-08-08T00:09:01Z","lastTimestamp":"2017-08-08T00:09:01Z",
           "message":"pulling image \\"busybox\\"","name":"Pulling","type":"Normal"}]}}}],
       "containers":[{"name":"proxy","properties":{"image":"proxy"}},
        {"name":"task-1","properties":{"image":"nginx","instanceView":{"restartCount":1,
         "currentState":{"state":"Waiting","detailStatus":""},
         "previousState":{"state":"Terminated","exitCode":137},"events":[
          {"count":1,"firstTimestamp":"2017-08-08T00:09:10Z","lastTimestamp":"2017-08-08T00:09:10Z",
           "message":"pulling image \\"nginx\\"","name":"Pulling","type":"Normal"},
          {"count":3,"message":"again","name":"BackOff","type":"Warning"},
          {"name":"Odd"}]}}}],
       "instanceView":{"state":"Pending","events":[
         {"count":1,"firstTimestamp":"2017-10-08T00:19:10Z","lastTimestamp":"2017-10-08T00:19:10Z",
          "message":"Output: mount error(2): Permission denied","name":"FailedMount",
          "type":"Normal"}]}}}
      """;

  private ScriptedArm arm;
  private ContainerGroups groups;

  @BeforeEach
  void start() throws Exception {
    arm = new ScriptedArm();
    groups = ContainerGroupsFactory.create(arm.endpoint(), "sub", "a-token");
  }

  @AfterEach
  void stop() {
    arm.close();
  }

  @Test
  void a_create_is_one_put_that_says_everything() throws Exception {
    arm.answers(
        201,
        Map.of("Azure-AsyncOperation", arm.endpoint() + "/operations/1"),
        "{\"properties\":{\"provisioningState\":\"Pending\"}}");

    Answer<ContainerGroup> answer = groups.create(aGroup());

    assertThat(answer).isInstanceOf(Answer.Ok.class);
    assertThat(arm.requests()).containsExactly("PUT " + GROUP_PATH);
    assertThat(Json.parse(arm.body(0)))
        .isEqualTo(
            Json.parse(
                """
                {"location":"westeurope","tags":{"estiba-app":"app","estiba-instance":"i1","estiba-attempt":"1",
                  "estiba-expires":"2026-01-01T12:00:00Z"},
                 "properties":{"containers":[{"name":"task-1","properties":{"image":"busybox",
                   "command":["sh","-c","echo hola"],
                   "environmentVariables":[{"name":"K","value":"v"}],
                   "resources":{"requests":{"memoryInGB":1.5,"cpu":1.0}}}}],
                  "restartPolicy":"Never","osType":"Linux"}}
                """));
  }

  @Test
  void all_that_a_task_says_goes_into_the_put_with_raw_properties_over_it() throws Exception {
    arm.answers(201, "{\"properties\":{\"provisioningState\":\"Pending\"}}");
    String overlay = "{\"properties\":{\"newer\":1}}";

    groups.create(groupOf(FullTask.task(FullTask.settings(new Secret.Literal(overlay)))));

    ObjectNode expected = (ObjectNode) Json.parse(FullTask.AS_RESOURCE);
    expected.withObject("/properties").put("newer", 1).remove("priority");
    assertThat(Json.parse(arm.body(0))).isEqualTo(expected);
    assertThat(arm.requests()).containsExactly("PUT " + GROUP_PATH);
    assertThat(arm.query(0)).isEqualTo("api-version=2023-05-01");
    assertThat(arm.header(0, "Content-Type")).contains("application/json");
  }

  @Test
  void raw_properties_that_cannot_be_used_are_a_failure_before_any_request() {
    Secret overlay = new Secret.Literal("no JSON");

    Answer<ContainerGroup> answer =
        groups.create(groupOf(FullTask.task(FullTask.settings(overlay))));

    AciFailure failure = ((Answer.Failed<ContainerGroup>) answer).failure();
    assertThat(failure).isInstanceOf(AciFailure.Invalid.class);
    assertThat(failure.message()).startsWith("containerGroup is not JSON");
    assertThat(arm.requests()).isEmpty();
  }

  @Test
  void a_secret_that_nobody_resolved_is_a_bug_and_no_answer_of_azure() {
    ContainerTask task = FullTask.task(FullTask.settings(new Secret.Sealed("xyz")));

    assertThatThrownBy(() -> groups.create(groupOf(task)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(arm.requests()).isEmpty();
  }

  @Test
  void a_missing_resource_group_is_made_first() {
    arm.fails(404, "ResourceGroupNotFound", "Resource group 'estiba' could not be found.")
        .answers(201, "{\"location\":\"westeurope\",\"name\":\"estiba\"}")
        .answers(201, "{\"properties\":{\"provisioningState\":\"Pending\"}}");

    assertThat(groups.create(aGroup())).isInstanceOf(Answer.Ok.class);

    assertThat(arm.requests())
        .containsExactly(
            "PUT " + GROUP_PATH,
            "PUT /subscriptions/sub/resourcegroups/estiba",
            "PUT " + GROUP_PATH);
  }

  @Test
  void a_resource_group_that_was_just_made_may_not_be_known_everywhere_yet() {
    String notFound = "Resource group 'estiba' could not be found.";
    arm.fails(404, "ResourceGroupNotFound", notFound)
        .answers(201, "{\"location\":\"westeurope\",\"name\":\"estiba\"}")
        .fails(404, "ResourceGroupNotFound", notFound);

    AciFailure failure = ((Answer.Failed<ContainerGroup>) groups.create(aGroup())).failure();

    assertThat(failure).isEqualTo(new AciFailure.Transitioning("ResourceGroupNotFound", notFound));
  }

  @Test
  void a_resource_group_that_may_not_be_made_ends_the_create() {
    arm.fails(404, "ResourceGroupNotFound", "Resource group 'estiba' could not be found.")
        .fails(403, "AuthorizationFailed", "The client may not write resource groups.");

    AciFailure failure = ((Answer.Failed<ContainerGroup>) groups.create(aGroup())).failure();

    assertThat(failure)
        .isEqualTo(
            new AciFailure.Forbidden(
                "AuthorizationFailed", "The client may not write resource groups."));
  }

  @Test
  void a_group_is_read_with_its_container_state() {
    arm.answers(200, EXITED_WITH_2);

    ContainerGroup group = ((Answer.Ok<ContainerGroup>) groups.get(ID)).value();

    assertThat(group)
        .isEqualTo(
            new ContainerGroup(
                ID,
                Optional.of(new Ownership("app", "i1", 1)),
                NOON,
                false,
                Priority.REGULAR,
                ProvisioningState.SUCCEEDED,
                GroupState.FAILED,
                List.of(
                    new ContainerGroup.ContainerView(
                        "task-1",
                        new RunState(
                            ContainerState.TERMINATED,
                            Instant.parse("2023-05-01T16:57:05.78Z"),
                            Instant.parse("2023-05-01T16:57:10.133Z"),
                            2,
                            "Error"),
                        null,
                        0)),
                List.of(),
                List.of()));
  }

  @Test
  void a_group_is_read_with_what_its_events_and_its_other_containers_tell() {
    arm.answers(200, FAILED_WITH_EVENTS);

    ContainerGroup group = ((Answer.Ok<ContainerGroup>) groups.get(ID)).value();

    assertThat(group.priority()).isEqualTo(Priority.SPOT);
    assertThat(group.counting())
        .get()
        .satisfies(
            counting -> {
              assertThat(counting.name()).isEqualTo("task-1");
              assertThat(counting.restartCount()).isEqualTo(1);
              assertThat(counting.previous().exitCode()).isEqualTo(137);
            });
    assertThat(group.failedInitContainer().orElseThrow().name()).isEqualTo("fetch");
    assertThat(group.pullStarted()).isEqualTo("2017-08-08T00:09:01Z");
    assertThat(group.messages())
        .containsExactly(
            "FailedMount: Output: mount error(2): Permission denied", "BackOff: again", "Odd: ");
    assertThat(group.provisioningFailure()).containsInstanceOf(AciFailure.ProvisioningFailed.class);
  }

  @Test
  void what_a_list_does_not_say_is_unknown() {
    arm.answers(200, "{\"value\":[{\"id\":\"" + GROUP_PATH + "\",\"name\":\"task-1\"}]}");

    ContainerGroup group = ((Answer.Ok<List<ContainerGroup>>) groups.list()).value().get(0);

    assertThat(group.counting()).isEmpty();
    assertThat(group.failedInitContainer()).isEmpty();
    assertThat(group.pullStarted()).isNull();
    assertThat(group.messages()).isEmpty();
    assertThat(group.provisioningFailure()).isEmpty();
    assertThat(group.preemption()).isEmpty();
  }

  @Test
  void a_state_that_nobody_knows_yet_is_no_error() {
    arm.answers(
        200,
        "{\"properties\":{\"provisioningState\":\"Dreaming\",\"instanceView\":{\"state\":\"Odd\"},"
            + "\"containers\":[{\"name\":\"c\",\"properties\":{\"instanceView\":{\"currentState\":"
            + "{\"state\":\"Paused\"}}}}]}}");

    ContainerGroup group = ((Answer.Ok<ContainerGroup>) groups.get(ID)).value();

    assertThat(group.provisioning()).isEqualTo(ProvisioningState.UNKNOWN);
    assertThat(group.state()).isEqualTo(GroupState.UNKNOWN);
    assertThat(group.containers().get(0).current().state()).isEqualTo(ContainerState.UNKNOWN);
    assertThat(group.owner()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ResourceNotFound", "ResourceGroupNotFound"})
  void a_group_that_is_not_there_is_missing(String code) {
    arm.fails(404, code, "not there").fails(404, code, "not there");

    assertThat(groups.get(ID)).isInstanceOf(Answer.Missing.class);
    assertThat(groups.delete(ID)).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void a_missing_subscription_is_no_missing_group() {
    arm.fails(404, "SubscriptionNotFound", "The subscription 'sub' could not be found.");

    assertThat(groups.get(ID)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void a_log_is_asked_for_with_times_and_may_not_be_there_yet() {
    arm.answers(200, "{\"content\":\"2026-01-01T00:00:00Z hola\\n\"}")
        .fails(404, "ContainerLogNotAvailable", "not available yet");

    assertThat(groups.logs(ID, "task-1")).isEqualTo(new Answer.Ok<>("2026-01-01T00:00:00Z hola\n"));
    assertThat(groups.logs(ID, "task-1")).isInstanceOf(Answer.Missing.class);
    assertThat(arm.requests().get(0)).isEqualTo("GET " + GROUP_PATH + "/containers/task-1/logs");
  }

  @Test
  void a_log_of_a_group_that_is_just_being_made_is_not_there_yet() {
    arm.fails(409, "ContainerGroupTransitioning", "The group is still transitioning.")
        .fails(409, "ContainerGroupTransitioning", "The group is still transitioning.");

    assertThat(groups.logs(ID, "task-1")).isInstanceOf(Answer.Missing.class);
    assertThat(groups.get(ID)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void a_stop_is_one_request() {
    arm.answers(204, "").fails(404, "ResourceNotFound", "not there").fails(500, "Odd", "no");

    assertThat(groups.stop(ID)).isEqualTo(new Answer.Ok<>(ID));
    assertThat(groups.stop(ID)).isInstanceOf(Answer.Missing.class);
    assertThat(groups.stop(ID)).isInstanceOf(Answer.Failed.class);
    assertThat(arm.requests()).hasSize(3).containsOnly("POST " + GROUP_PATH + "/stop");
  }

  @Test
  void an_extension_sends_all_tags_with_the_new_time() throws Exception {
    arm.answers(200, EXITED_WITH_2.replace("\"tags\":{", "\"tags\":{\"team\":\"one\","))
        .answers(200, EXITED_WITH_2);

    assertThat(groups.keep(ID, NOON.plusSeconds(60))).isEqualTo(new Answer.Ok<>(ID));

    assertThat(arm.requests()).containsExactly("GET " + GROUP_PATH, "PATCH " + GROUP_PATH);
    assertThat(Json.parse(arm.body(1)))
        .isEqualTo(
            Json.parse(
                """
                {"tags":{"team":"one","estiba-app":"app","estiba-instance":"i1",
                 "estiba-attempt":"1","estiba-expires":"2026-01-01T12:01:00Z","estiba-kept":"true"}}
                """));
  }

  @Test
  void a_group_that_is_not_there_cannot_be_kept() {
    arm.fails(404, "ResourceNotFound", "not there")
        .answers(200, EXITED_WITH_2)
        .fails(404, "ResourceNotFound", "gone meanwhile");

    assertThat(groups.keep(ID, NOON)).isInstanceOf(Answer.Missing.class);
    assertThat(groups.keep(ID, NOON)).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void a_delete_is_one_request() {
    arm.answers(200, EXITED_WITH_2).answers(204, "").answers(202, "");

    assertThat(groups.delete(ID)).isInstanceOf(Answer.Ok.class);
    assertThat(groups.delete(ID)).isInstanceOf(Answer.Missing.class);
    assertThat(groups.delete(ID)).isInstanceOf(Answer.Ok.class);
    assertThat(arm.requests()).hasSize(3).containsOnly("DELETE " + GROUP_PATH);
  }

  @Test
  void a_list_names_the_groups_with_their_owners() {
    arm.answers(200, "{\"value\":[" + EXITED_WITH_2 + "]}");

    List<ContainerGroup> list = ((Answer.Ok<List<ContainerGroup>>) groups.list()).value();

    assertThat(list).extracting(ContainerGroup::id).containsExactly(ID);
    assertThat(list.get(0).owner()).contains(new Ownership("app", "i1", 1));
  }

  @Test
  void a_resource_group_is_listed_by_itself_and_may_be_missing() {
    arm.answers(200, "{\"value\":[" + EXITED_WITH_2 + "]}")
        .fails(404, "ResourceGroupNotFound", "not there");

    assertThat(groups.list("estiba")).isInstanceOf(Answer.Ok.class);
    assertThat(groups.list("estiba")).isInstanceOf(Answer.Missing.class);
    assertThat(arm.requests().get(0)).contains("/resourceGroups/estiba/");
  }

  @Test
  void a_refused_create_says_what_azure_said_and_is_not_sent_again() {
    arm.fails(409, "ServiceUnavailable", "not available at this moment")
        .fails(429, "TooManyRequests", "slow down");

    assertThat(groups.create(aGroup()))
        .isEqualTo(
            new Answer.Failed<>(
                new AciFailure.NoCapacity("ServiceUnavailable", "not available at this moment")));
    assertThat(groups.create(aGroup()))
        .isEqualTo(
            new Answer.Failed<>(new AciFailure.Throttled("TooManyRequests", "slow down", null)));
    assertThat(arm.requests()).hasSize(2);
  }

  @Test
  void no_answer_is_a_failure_as_data() {
    arm.close();

    Answer<ContainerGroup> created = groups.create(aGroup());
    assertThat(((Answer.Failed<ContainerGroup>) created).failure())
        .isInstanceOf(AciFailure.Unavailable.class);

    AciFailure failure = ((Answer.Failed<ContainerGroup>) groups.get(ID)).failure();

    assertThat(failure).isInstanceOf(AciFailure.Unavailable.class);
    assertThat(failure.message()).contains("did not answer");
  }

  @Test
  void a_token_goes_with_each_request_to_this_machine() {
    arm.answers(200, EXITED_WITH_2).answers(200, EXITED_WITH_2);
    groups.get(ID);
    assertThat(arm.header(0, "Authorization")).contains("Bearer a-token");

    ContainerGroupsFactory.create(arm.endpoint(), "sub", null).get(ID);
    assertThat(arm.header(1, "Authorization")).isEmpty();
  }

  @Test
  void plain_http_goes_to_this_machine_only() {
    assertThatThrownBy(
            () -> ContainerGroupsFactory.create(URI.create("http://192.0.2.1:80"), "sub", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use https");
  }

  private static NewContainerGroup aGroup() {
    return groupOf(Tasks.aTask(List.of("sh", "-c", "echo hola"), Map.of("K", "v")));
  }

  private static NewContainerGroup groupOf(ContainerTask task) {
    return new NewContainerGroup(
        ID, "westeurope", Priority.REGULAR, task, new Ownership("app", "i1", 1), NOON);
  }
}
