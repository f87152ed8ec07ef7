package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Groups of several containers, init containers, and what clients do with groups that are there.
 */
final class GroupLifeTest {

  @TempDir Path data;
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private void restartAzure() throws Exception {
    azure.close();
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    arm = new ArmClient(azure);
  }

  private static ObjectNode aGroup(Map<String, String> simulation) {
    return ArmClient.group("img", List.of("run"), simulation);
  }

  private static ObjectNode aLongOne() {
    return aGroup(Map.of("SIMULATED_DURATION", "600", "SIMULATED_LOG", "hello"));
  }

  private static ObjectNode properties(ObjectNode group) {
    return (ObjectNode) group.path("properties");
  }

  private static void addContainer(
      ObjectNode group, String kind, String name, Map<String, String> simulation) {
    ObjectNode container = aGroup(simulation).withObject("/properties/containers/0").deepCopy();
    container.put("name", name);
    ArrayNode containers = properties(group).withArray(kind);
    if (kind.equals("initContainers")) {
      ((ObjectNode) container.path("properties")).remove("resources");
    }
    containers.add(container);
  }

  private JsonNode shown(String kind, int index) {
    return arm.get("g1").json().at("/properties/" + kind + "/" + index + "/properties");
  }

  private String currentState(String kind, int index) {
    return shown(kind, index).at("/instanceView/currentState/state").asText();
  }

  private ArmClient.Answer post(String action) {
    return arm.send("POST", ArmClient.GROUPS + "/g1/" + action, "");
  }

  private void awaitState(String state) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(arm.get("g1").state()).isEqualTo(state));
  }

  @Test
  void a_group_runs_as_long_as_one_of_its_containers_and_fails_with_one() {
    ObjectNode group = aGroup(Map.of("SIMULATED_DURATION", "1"));
    addContainer(group, "containers", "second", Map.of("SIMULATED_EXIT_CODE", "4"));
    arm.create("g1", group);

    await().until(() -> currentState("containers", 1).equals("Terminated"));
    assertThat(arm.get("g1").state()).isEqualTo("Running");
    assertThat(currentState("containers", 0)).isEqualTo("Running");

    awaitState("Failed");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
    assertThat(shown("containers", 1).at("/instanceView/currentState/exitCode").asInt())
        .isEqualTo(4);
  }

  @Test
  void init_containers_run_one_after_the_other_before_the_others() {
    ObjectNode group = aGroup(Map.of("SIMULATED_DURATION", "600"));
    addContainer(group, "initContainers", "first", Map.of("SIMULATED_DURATION", "0.4"));
    addContainer(group, "initContainers", "then", Map.of("SIMULATED_DURATION", "0.4"));
    arm.create("g1", group);

    await().until(() -> currentState("initContainers", 0).equals("Running"));
    assertThat(shown("initContainers", 1).has("instanceView")).isFalse();
    assertThat(shown("containers", 0).has("instanceView")).isFalse();
    assertThat(arm.get("g1").state()).isEqualTo("Pending");

    await().until(() -> currentState("initContainers", 1).equals("Running"));
    assertThat(currentState("initContainers", 0)).isEqualTo("Terminated");
    assertThat(shown("containers", 0).has("instanceView")).isFalse();

    awaitState("Running");
    assertThat(currentState("initContainers", 1)).isEqualTo("Terminated");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
  }

  @Test
  void an_init_container_that_fails_for_good_fails_the_group_and_the_others_never_run() {
    ObjectNode group = aLongOne();
    addContainer(group, "initContainers", "setup", Map.of("SIMULATED_EXIT_CODE", "9"));

    arm.create("g1", group);

    awaitState("Failed");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Failed");
    assertThat(shown("containers", 0).has("instanceView")).isFalse();
    assertThat(arm.logs("g1", "").code()).isEqualTo("ContainerLogNotAvailable");
  }

  @Test
  void a_restart_of_azure_goes_on_between_init_container_and_container() throws Exception {
    ObjectNode group = aGroup(Map.of("SIMULATED_EXIT_CODE", "0"));
    addContainer(group, "initContainers", "setup", Map.of("SIMULATED_DURATION", "0.5"));
    arm.create("g1", group);
    await().until(() -> currentState("initContainers", 0).equals("Running"));

    restartAzure();

    awaitState("Succeeded");
  }

  @Test
  void a_stopped_group_tells_no_exit_code_and_keeps_its_log() throws Exception {
    arm.create("g1", aLongOne());
    awaitState("Running");

    assertThat(post("stop").status()).isEqualTo(204);

    ArmClient.Answer group = arm.get("g1");
    assertThat(group.state()).isEqualTo("Stopped");
    assertThat(group.currentState().path("state").asText()).isEqualTo("Terminated");
    assertThat(group.currentState().path("detailStatus").asText())
        .isEqualTo("Container stopped per client request");
    assertThat(group.currentState().has("exitCode")).isFalse();
    assertThat(group.currentState().has("startTime")).isFalse();
    assertThat(group.container().at("/instanceView/previousState/state").asText())
        .isEqualTo("Running");
    assertThat(group.container().at("/instanceView/events").findValuesAsText("name"))
        .contains("Killing");
    assertThat(arm.log("g1")).isEqualTo("hello\n");
    restartAzure();
    assertThat(arm.get("g1").json()).isEqualTo(group.json());
    assertThat(post("stop").status()).isEqualTo(204);
  }

  @Test
  void a_stop_takes_no_exit_code_from_a_container_that_has_ended() {
    ObjectNode group = aLongOne();
    addContainer(group, "containers", "done", Map.of("SIMULATED_EXIT_CODE", "4"));
    arm.create("g1", group);
    await().until(() -> currentState("containers", 1).equals("Terminated"));
    JsonNode ended = shown("containers", 1).path("instanceView");

    post("stop");

    assertThat(shown("containers", 1).path("instanceView")).isEqualTo(ended);
    assertThat(shown("containers", 0).at("/instanceView/currentState/detailStatus").asText())
        .isEqualTo("Container stopped per client request");
    assertThat(arm.get("g1").state()).isEqualTo("Stopped");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
  }

  @Test
  void a_stopped_group_is_started_anew() {
    arm.create("g1", aLongOne());
    awaitState("Running");
    assertThat(post("start").status()).isEqualTo(204);
    post("stop");

    ArmClient.Answer started = post("start");

    assertThat(started.status()).isEqualTo(202);
    awaitState("Running");
    assertThat(arm.get("g1").container().at("/instanceView/restartCount").asInt(-1)).isZero();
    URI operation = URI.create(started.header("Azure-AsyncOperation"));
    assertThat(arm.sendTo(operation, "GET", "").json().path("status").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void a_restart_runs_all_containers_anew() {
    arm.create("g1", aLongOne());
    awaitState("Running");
    String first = arm.get("g1").currentState().path("startTime").asText();

    ArmClient.Answer restarted = post("restart");

    assertThat(restarted.status()).isEqualTo(204);
    assertThat(restarted.header("Azure-AsyncOperation")).contains("/operations/");
    await()
        .untilAsserted(
            () ->
                assertThat(arm.get("g1").currentState().path("startTime").asText(first))
                    .isGreaterThan(first));
    awaitState("Running");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
  }

  @Test
  void a_patch_replaces_the_tags_and_nothing_else() {
    ObjectNode group = aLongOne();
    group.putObject("tags").put("tag1", "one");
    arm.create("g1", group);
    awaitState("Running");
    JsonNode before = arm.get("g1").json();

    ArmClient.Answer patched =
        arm.send("PATCH", ArmClient.GROUPS + "/g1", "{\"tags\":{\"tag2\":\"two\"}}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.json().path("tags").toString()).isEqualTo("{\"tag2\":\"two\"}");
    assertThat(arm.get("g1").json().path("properties")).isEqualTo(before.path("properties"));
    assertThat(arm.send("PATCH", ArmClient.GROUPS + "/g1", "{\"tags\":7}").status()).isEqualTo(400);
  }

  @Test
  void another_image_or_command_runs_the_containers_anew() {
    arm.create("g1", aLongOne());
    awaitState("Running");
    ObjectNode other = aGroup(Map.of("SIMULATED_EXIT_CODE", "5"));

    ArmClient.Answer updated = arm.create("g1", other);

    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.provisioningState()).isEqualTo("Updating");
    awaitState("Failed");
    assertThat(arm.get("g1").currentState().path("exitCode").asInt()).isEqualTo(5);
    URI operation = URI.create(updated.header("Azure-AsyncOperation"));
    assertThat(arm.sendTo(operation, "GET", "").json().path("status").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void what_a_delete_is_needed_for_cannot_be_updated() {
    arm.create("g1", aLongOne());
    ObjectNode bigger = aLongOne();
    bigger.withObject("/properties/containers/0/properties/resources/requests").put("cpu", 2);

    ArmClient.Answer answer = arm.create("g1", bigger);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("InvalidContainerGroupUpdate");
    assertThat(answer.message()).contains("you must delete it first", "the resources");
  }

  @Test
  void a_success_that_is_run_again_is_seen_for_a_moment_and_then_backs_off() {
    ObjectNode group = aGroup(Map.of("SIMULATED_DURATION", "0.1"));
    properties(group).put("restartPolicy", "Always");
    arm.create("g1", group);

    awaitState("Succeeded");
    await()
        .untilAsserted(
            () ->
                assertThat(arm.get("g1").currentState().path("detailStatus").asText())
                    .isEqualTo("CrashLoopBackOff: Back-off 10s restarting failed"));

    JsonNode view = arm.get("g1").container().path("instanceView");
    assertThat(arm.get("g1").state()).isEqualTo("Running");
    assertThat(view.at("/previousState/exitCode").asInt(-1)).isZero();
    assertThat(view.path("restartCount").asInt()).isEqualTo(1);
    JsonNode started =
        StreamSupport.stream(view.path("events").spliterator(), false)
            .filter(event -> event.path("name").asText().equals("Started"))
            .findFirst()
            .orElseThrow();
    assertThat(started.path("count").asInt()).isEqualTo(2);
    assertThat(view.path("events").findValuesAsText("name")).contains("BackOff");
  }

  @Test
  void what_is_shown_depends_on_the_version_that_a_client_asks_for() {
    arm.create("g1", aLongOne());
    awaitState("Running");

    JsonNode first = arm.getAs("g1", "2018-10-01").json().path("properties");
    JsonNode middle = arm.getAs("g1", "2021-03-01").json().path("properties");
    JsonNode newest = arm.getAs("g1", "2025-09-01").json().path("properties");

    assertThat(first.has("sku") || first.has("initContainers")).isFalse();
    assertThat(first.findValuesAsText("name")).contains("Created");
    assertThat(middle.has("sku") && middle.has("initContainers")).isTrue();
    assertThat(middle.has("provisioningTimeoutInSeconds")).isFalse();
    assertThat(middle.findValuesAsText("name")).contains("Started").doesNotContain("Created");
    assertThat(newest.at("/containers/0/properties/configMap/keyValuePairs").isObject()).isTrue();
    assertThat(newest.path("isCreatedFromStandbyPool").asBoolean(true)).isFalse();
    ArmClient.Answer unknown = arm.getAs("g1", "2017-01-01");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.code()).isEqualTo("NoRegisteredProviderFound");
    assertThat(unknown.message()).contains("'2017-01-01'", "2023-05-01");
  }

  @Test
  void each_group_with_ports_has_an_address_of_its_own() {
    for (String name : List.of("g1", "g2")) {
      ObjectNode group = aLongOne();
      properties(group)
          .putObject("ipAddress")
          .put("type", "Public")
          .put("dnsNameLabel", "label-" + name)
          .putArray("ports")
          .addObject()
          .put("port", 80);
      arm.create(name, group);
    }
    await().until(() -> arm.get("g2").state().equals("Running"));
    awaitState("Running");

    JsonNode one = arm.get("g1").json().at("/properties/ipAddress");
    JsonNode other = arm.get("g2").json().at("/properties/ipAddress");

    assertThat(one.path("ip").asText()).startsWith("127.77.");
    assertThat(other.path("ip").asText())
        .startsWith("127.77.")
        .isNotEqualTo(one.path("ip").asText());
    assertThat(one.path("fqdn").asText()).isEqualTo("label-g1.westeurope.azurecontainer.io");
    assertThat(one.at("/ports/0/protocol").asText()).isEqualTo("TCP");
  }

  @Test
  void a_group_that_is_not_provisioned_in_its_time_fails() throws Exception {
    ObjectNode group = aGroup(Map.of("SIMULATED_START_DELAY", "600"));
    properties(group).put("provisioningTimeoutInSeconds", 1);

    ArmClient.Answer created = arm.create("g1", group);
    restartAzure();

    assertThat(created.json().at("/properties/isCustomProvisioningTimeout").asBoolean()).isTrue();
    awaitState("Failed");
    ArmClient.Answer failed = arm.get("g1");
    assertThat(failed.provisioningState()).isEqualTo("Failed");
    assertThat(failed.json().at("/properties/instanceView/events/0/name").asText())
        .isEqualTo("ProvisioningTimeout");
  }

  @Test
  void priority_and_zones_are_accepted_and_checked() {
    ObjectNode group = aLongOne();
    properties(group).put("priority", "Spot");
    group.putArray("zones").add("1");
    ObjectNode public_ = group.deepCopy();
    properties(public_).putObject("ipAddress").putArray("ports").addObject().put("port", 80);
    ObjectNode odd = aLongOne();
    properties(odd).put("priority", "Urgent");

    ArmClient.Answer created = arm.create("g1", group);

    assertThat(created.json().at("/properties/priority").asText()).isEqualTo("Spot");
    assertThat(created.json().at("/zones/0").asText()).isEqualTo("1");
    assertThat(arm.create("g2", public_).code())
        .isEqualTo("SpotPriorityContainerGroupNotSupportedForInboundConnectivity");
    assertThat(arm.create("g2", odd).message()).contains("'Urgent'", "Regular or Spot");
  }

  @Test
  void secrets_are_never_shown() {
    ObjectNode group = aLongOne();
    ArrayNode volumes = properties(group).putArray("volumes");
    volumes.addObject().put("name", "secrets").putObject("secret").put("file", "aHVzaA==");
    volumes.addObject().put("name", "scratch").putObject("emptyDir");
    properties(group)
        .putArray("imageRegistryCredentials")
        .addObject()
        .put("server", "registry.example")
        .put("username", "me")
        .put("password", "aHVzaA==");
    group
        .withObject("/properties/containers/0/properties")
        .withArray("environmentVariables")
        .addObject()
        .put("name", "TOKEN")
        .put("secureValue", "aHVzaA==");

    addContainer(group, "initContainers", "init", Map.of());
    group
        .withObject("/properties/initContainers/0/properties")
        .withArray("environmentVariables")
        .addObject()
        .put("name", "OF_INIT")
        .put("secureValue", "aHVzaA==");

    ArmClient.Answer created = arm.create("g1", group);

    assertThat(created.status()).isEqualTo(201);
    for (JsonNode shown :
        List.of(
            created.json(), arm.get("g1").json(), arm.send("GET", ArmClient.GROUPS, "").json())) {
      assertThat(shown.toString())
          .doesNotContain("aHVzaA==")
          .contains("TOKEN", "OF_INIT", "registry.example");
    }
    assertThat(created.json().at("/properties/volumes/0/secret").toString()).isEqualTo("{}");
    assertThat(created.json().at("/properties/volumes/1/emptyDir").toString()).isEqualTo("{}");
  }

  @Test
  void identities_get_ids_that_stay() {
    ObjectNode group = aLongOne();
    group
        .putObject("identity")
        .put("type", "SystemAssigned, UserAssigned")
        .putObject("userAssignedIdentities")
        .putObject("/subscriptions/s/resourcegroups/r/providers/x/userAssignedIdentities/me");

    JsonNode identity = arm.create("g1", group).json().path("identity");

    assertThat(identity.path("principalId").asText()).hasSize(36);
    assertThat(identity.path("tenantId").asText()).hasSize(36);
    assertThat(identity.path("userAssignedIdentities").iterator().next().path("clientId").asText())
        .hasSize(36);
    assertThat(arm.get("g1").json().path("identity")).isEqualTo(identity);
  }

  @Test
  void what_only_azure_has_is_accepted_where_the_settings_say_so_and_told() throws Exception {
    azure.close();
    azure =
        LocalAzure.start(
            LocalAzureOptions.in(data, RuntimeKind.SIMULATED).accepting(Set.of("subnetIds")));
    arm = new ArmClient(azure);
    ObjectNode group = aLongOne();
    properties(group).putArray("subnetIds").addObject().put("id", "/subnets/a");

    assertThat(arm.create("g1", group).status()).isEqualTo(201);

    JsonNode shown = arm.get("g1").json().path("properties");
    assertThat(shown.at("/subnetIds/0/id").asText()).isEqualTo("/subnets/a");
    assertThat(shown.at("/instanceView/events/0/name").asText()).isEqualTo("NotSupportedLocally");
    assertThat(shown.at("/instanceView/events/0/message").asText())
        .contains("'properties.subnetIds' has no effect");
    properties(group).putObject("diagnostics").putObject("logAnalytics").put("workspaceId", "x");
    assertThat(arm.create("g2", group).code()).isEqualTo("NotSupportedLocally");
  }

  @Test
  void a_region_tells_what_of_it_is_in_use() {
    arm.create("g1", aLongOne());
    String location =
        "/subscriptions/s1/providers/Microsoft.ContainerInstance/locations/westeurope/";

    JsonNode usages = arm.send("GET", location + "usages", "").json().path("value");

    assertThat(usages.findValuesAsText("value"))
        .containsExactly("ContainerGroups", "StandardCores");
    assertThat(usages.findValuesAsText("currentValue")).containsExactly("1", "1");
    assertThat(arm.send("GET", location + "capabilities", "").json().at("/value/0/osType").asText())
        .isEqualTo("Linux");
    assertThat(arm.send("GET", location + "cachedImages", "").json().path("value").isArray())
        .isTrue();
    assertThat(
            arm.send("GET", "/providers/Microsoft.ContainerInstance/operations", "")
                .json()
                .path("value")
                .findValuesAsText("name"))
        .contains("Microsoft.ContainerInstance/containerGroups/read");
  }
}
