package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire, over simulated containers. */
final class ArmApiTest {

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

  private static ObjectNode aPendingGroup() {
    return ArmClient.group("img", List.of("run"), Map.of("SIMULATED_START_DELAY", "600"));
  }

  private static ObjectNode properties(ObjectNode group) {
    return (ObjectNode) group.path("properties");
  }

  @Test
  void a_new_group_is_echoed_as_aci_does() {
    ObjectNode body = aPendingGroup();
    body.putObject("tags").put("owner", "me");

    ArmClient.Answer answer = arm.create("g1", body);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("id").asText())
        .isEqualTo(
            "/subscriptions/s1/resourceGroups/Rg1/providers/Microsoft.ContainerInstance"
                + "/containerGroups/g1");
    assertThat(answer.json().path("location").asText()).isEqualTo("westeurope");
    assertThat(answer.json().at("/tags/owner").asText()).isEqualTo("me");
    assertThat(answer.provisioningState()).isEqualTo("Pending");
    assertThat(answer.state()).isEqualTo("Pending");
    assertThat(answer.json().at("/properties/sku").asText()).isEqualTo("Standard");
    assertThat(answer.json().at("/properties/provisioningTimeoutInSeconds").asInt())
        .isEqualTo(1800);
    assertThat(answer.json().at("/properties/initContainers").isArray()).isTrue();
    assertThat(answer.container().has("instanceView")).isFalse();
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.header("x-ms-ratelimit-remaining-subscription-resource-requests-pt5m"))
        .isEqualTo("1499");
  }

  @Test
  void the_operation_of_a_create_is_on_the_same_host_and_ends() {
    ObjectNode body = ArmClient.group("img", List.of(), Map.of());
    ArmClient.Answer created = arm.create("g1", body);
    URI operation = URI.create(created.header("Azure-AsyncOperation"));

    assertThat(operation).hasAuthority(azure.endpoint().getAuthority());
    await()
        .untilAsserted(
            () ->
                assertThat(arm.sendTo(operation, "GET", "").json().path("status").asText())
                    .isEqualTo("Succeeded"));
    assertThat(arm.sendTo(operation, "GET", "").json().path("id").asText()).endsWith("/g1");
  }

  @Test
  void a_repeated_create_finds_the_group_that_the_first_one_made() {
    ArmClient.Answer first = arm.create("g1", aPendingGroup());
    ObjectNode again = aPendingGroup();
    again.putObject("tags").put("new", "tag");

    ArmClient.Answer second = arm.create("g1", again);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Azure-AsyncOperation"))
        .isEqualTo(first.header("Azure-AsyncOperation"));
    assertThat(arm.get("g1").json().at("/tags/new").asText()).isEqualTo("tag");
  }

  @Test
  void a_create_that_would_change_a_group_is_refused() {
    arm.create("g1", aPendingGroup());
    ObjectNode other = aPendingGroup();
    properties(other).put("restartPolicy", "Always");

    assertThat(arm.create("g1", other).code()).isEqualTo("InvalidContainerGroupUpdate");
  }

  @Test
  void lists_carry_no_instance_view() {
    arm.create("g1", aPendingGroup());
    arm.create("g2", aPendingGroup());

    for (String path :
        List.of(
            ArmClient.GROUPS,
            "/subscriptions/S1/providers/microsoft.containerinstance/containergroups")) {
      var value = arm.send("GET", path, "").json().path("value");
      assertThat(value.findValuesAsText("name")).contains("g1", "g2");
      assertThat(value.findValues("instanceView")).isEmpty();
      assertThat(value.findValues("provisioningState")).hasSize(2);
    }
  }

  @Test
  void paths_are_found_in_any_case() {
    arm.create("g1", aPendingGroup());

    ArmClient.Answer answer =
        arm.send("GET", ArmClient.GROUPS.toUpperCase(Locale.ROOT) + "/G1", "");

    assertThat(answer.json().path("name").asText()).isEqualTo("g1");
  }

  @Test
  void a_group_needs_its_resource_group() {
    String elsewhere =
        "/subscriptions/s1/resourceGroups/none/providers/Microsoft.ContainerInstance"
            + "/containerGroups/g1";

    ArmClient.Answer put = arm.send("PUT", elsewhere, aPendingGroup().toString());

    assertThat(put.status()).isEqualTo(404);
    assertThat(put.code()).isEqualTo("ResourceGroupNotFound");
    assertThat(put.message()).isEqualTo("Resource group 'none' could not be found.");
    assertThat(arm.send("GET", elsewhere, "").code()).isEqualTo("ResourceGroupNotFound");
  }

  @Test
  void resource_groups_live_and_die_with_their_groups() {
    assertThat(arm.send("PUT", ArmClient.RESOURCE_GROUP, "{\"location\":\"x\"}").code())
        .isEqualTo("InvalidResourceGroupLocation");
    assertThat(arm.send("PUT", ArmClient.RESOURCE_GROUP, "{\"location\":\"West Europe\"}").status())
        .isEqualTo(200);
    assertThat(
            arm.send("PATCH", ArmClient.RESOURCE_GROUP, "{\"tags\":{\"a\":\"b\"}}")
                .json()
                .at("/tags/a")
                .asText())
        .isEqualTo("b");
    assertThat(arm.send("HEAD", ArmClient.RESOURCE_GROUP, "").status()).isEqualTo(204);
    assertThat(
            arm.send("GET", "/subscriptions/s1/resourcegroups", "")
                .json()
                .at("/value/0/name")
                .asText())
        .isEqualTo("Rg1");
    arm.create("g1", aPendingGroup());

    ArmClient.Answer deleted = arm.send("DELETE", ArmClient.RESOURCE_GROUP, "");

    assertThat(deleted.status()).isEqualTo(202);
    URI result = URI.create(deleted.header("Location"));
    await().until(() -> arm.sendTo(result, "GET", "").status() == 200);
    assertThat(arm.send("HEAD", ArmClient.RESOURCE_GROUP, "").status()).isEqualTo(404);
    arm.createResourceGroup();
    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  @Test
  void an_api_version_is_required() {
    ArmClient.Answer answer =
        arm.sendTo(azure.endpoint().resolve(ArmClient.RESOURCE_GROUP), "GET", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MissingApiVersionParameter");
  }

  @Test
  void a_host_that_is_not_loopback_is_refused() throws Exception {
    String request =
        "GET /subscriptions/s1/resourcegroups?api-version=1 HTTP/1.1\r\n"
            + "Host: evil.example\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", azure.endpoint().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 403").contains("HostNotAllowed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER", "-a", "a-", "a--b", "a_b", "%20"})
  void names_that_aci_refuses_are_refused(String name) {
    assertThat(arm.create(name, aPendingGroup()).code()).isEqualTo("InvalidContainerGroupName");
  }

  @Test
  void a_config_map_is_refused_unless_there_is_nothing_in_it() throws Exception {
    ObjectNode body = aPendingGroup();
    ObjectNode container = (ObjectNode) body.at("/properties/containers/0/properties");
    ObjectNode settings = container.putObject("configMap").putObject("keyValuePairs");
    assertThat(arm.create("g1", body).status()).isEqualTo(201);

    settings.put("a", "b");

    assertThat(arm.create("g2", body).message()).contains("--accept configMap ");
  }

  @Test
  void empty_segments_of_a_path_do_not_matter() {
    arm.create("g1", aPendingGroup());

    String path = ArmClient.GROUPS.replace("ContainerInstance/", "ContainerInstance//") + "//g1/";

    assertThat(arm.send("GET", path, "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "subnetIds | [{\"id\":\"x\"}]",
        "dnsConfig | {\"nameServers\":[\"10.0.0.1\"]}",
        "diagnostics | {\"logAnalytics\":{}}",
        "osType | \"Windows\"",
        "somethingNew | true",
      })
  void what_only_azure_has_is_refused_by_its_name(String property, String value) throws Exception {
    ObjectNode body = aPendingGroup();
    properties(body).set(property, Json.MAPPER.readTree(value));

    ArmClient.Answer answer = arm.create("g1", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("NotSupportedLocally");
    assertThat(answer.message()).contains("'properties." + property + "'");
    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  @Test
  void a_body_that_is_incomplete_or_no_json_is_refused() {
    ObjectNode noImage = aPendingGroup();
    ((ObjectNode) noImage.at("/properties/containers/0/properties")).remove("image");
    ObjectNode noLocation = aPendingGroup();
    noLocation.remove("location");
    ObjectNode tooBig = aPendingGroup();
    ((ObjectNode) tooBig.at("/properties/containers/0/properties/resources/requests"))
        .put("cpu", 1000);

    assertThat(arm.create("g1", noImage).message()).contains("'image'");
    assertThat(arm.create("g1", noLocation).code()).isEqualTo("LocationRequired");
    assertThat(arm.create("g1", tooBig).code()).isEqualTo("InvalidResourceRequest");
    assertThat(arm.send("PUT", ArmClient.GROUPS + "/g1", "{").code())
        .isEqualTo("InvalidRequestContent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "-1", "0", "{}"})
  void a_limit_that_is_no_limit_is_refused(String limit) throws Exception {
    ObjectNode body = aPendingGroup();
    ObjectNode resources = body.withObject("/properties/containers/0/properties/resources");
    resources.putObject("limits").set("memoryInGB", Json.MAPPER.readTree(limit));

    assertThat(arm.create("g1", body).code()).isEqualTo("InvalidResourceRequest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "-1", "0", "1000"})
  void an_init_container_cannot_ask_for_what_nobody_can(String request) throws Exception {
    ObjectNode body = aPendingGroup();
    ObjectNode init = body.withObject("/properties/containers/0").deepCopy();
    init.put("name", "init");
    init.withObject("/properties/resources/requests").set("cpu", Json.MAPPER.readTree(request));
    properties(body).putArray("initContainers").add(init);

    assertThat(arm.create("g1", body).code()).isEqualTo("InvalidResourceRequest");
  }

  @Test
  void a_location_that_cannot_be_one_is_refused() {
    ObjectNode body = aPendingGroup();
    body.put("location", "west".repeat(100));

    assertThat(arm.create("g1", body).code()).isEqualTo("LocationNotAvailableForResourceType");
  }

  @Test
  void a_limit_that_is_null_is_none() {
    ObjectNode body = aPendingGroup();
    ObjectNode resources = body.withObject("/properties/containers/0/properties/resources");
    resources.putObject("limits").putNull("cpu");

    ArmClient.Answer created = arm.create("g1", body);

    assertThat(created.container().at("/resources/limits/cpu").isNumber()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"location\":\"x\"}",
        "{\"location\":\"x\",\"properties\":7}",
        "{\"location\":\"x\",\"properties\":{\"osType\":\"Linux\",\"containers\":{}}}",
        "{\"location\":\"x\",\"properties\":{\"osType\":\"Linux\",\"containers\":[1]}}",
        "{\"location\":\"x\",\"properties\":{\"osType\":\"Linux\",\"containers\":[{}],"
            + "\"imageRegistryCredentials\":[\"x\"]}}",
      })
  void bodies_of_the_wrong_shape_are_refused(String body) {
    assertThat(arm.send("PUT", ArmClient.GROUPS + "/g1", body).status()).isEqualTo(400);
  }

  @Test
  void a_body_of_more_than_four_megabytes_is_refused_before_it_is_sent() throws IOException {
    URI endpoint = azure.endpoint();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      String head =
          "PUT %s/g1?api-version=2023-05-01 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000000\r\n\r\n"
              .formatted(ArmClient.GROUPS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 413".length());

      assertThat(answer).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void one_data_directory_serves_one_process() {
    assertThatThrownBy(() -> LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void state_survives_a_restart() throws Exception {
    arm.create("g1", aPendingGroup());
    var before = arm.get("g1").json();

    azure.close();
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    arm = new ArmClient(azure);

    assertThat(arm.get("g1").json()).isEqualTo(before);
  }
}
