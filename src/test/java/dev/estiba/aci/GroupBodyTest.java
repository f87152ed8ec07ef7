package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.GroupSettings;
import dev.estiba.task.Network;
import dev.estiba.task.Priority;
import dev.estiba.task.Secret;
import dev.estiba.testing.Tasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupBodyTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void all_that_a_task_can_say_is_sent() throws Exception {
    assertThat(body(FullTask.task(), Priority.SPOT)).isEqualTo(Json.parse(FullTask.AS_RESOURCE));
  }

  @Test
  void a_task_that_says_little_sends_little() throws Exception {
    assertThat(body(Tasks.aTask(), Priority.REGULAR))
        .isEqualTo(
            Json.parse(
                """
                {"location":"westeurope",
                 "tags":{"estiba-app":"app","estiba-instance":"i1","estiba-attempt":"1",
                  "estiba-expires":"2026-01-01T12:00:00Z"},
                 "properties":{"osType":"Linux","restartPolicy":"Never",
                  "containers":[{"name":"task-1","properties":{"image":"busybox",
                   "resources":{"requests":{"cpu":1.0,"memoryInGB":1.5}}}}]}}
                """));
  }

  @Test
  void the_priority_is_the_one_of_this_attempt() throws Exception {
    assertThat(body(FullTask.task(), Priority.REGULAR).at("/properties").has("priority")).isFalse();
  }

  @Test
  void a_public_address_has_its_ports_and_its_name() throws Exception {
    Network network =
        new Network(null, null, true, List.of(new Network.Port(80, "TCP")), "my-task");

    JsonNode properties = body(taskWith(network, Map.of())).path("properties");

    assertThat(properties.path("ipAddress"))
        .isEqualTo(
            Json.parse(
                """
                {"type":"Public","ports":[{"port":80,"protocol":"TCP"}],"dnsNameLabel":"my-task"}
                """));
    assertThat(properties.has("subnetIds")).isFalse();
  }

  @Test
  void a_subnet_alone_needs_no_address() throws Exception {
    Network network = new Network(FullTask.SUBNET, null, false, List.of(), null);

    JsonNode properties = body(taskWith(network, Map.of())).path("properties");

    assertThat(properties.has("ipAddress")).isFalse();
    assertThat(properties.at("/subnetIds/0/id").asText()).isEqualTo(FullTask.SUBNET);
  }

  @ParameterizedTest
  @CsvSource({"'[system]', SystemAssigned, 0", "/a/b, UserAssigned, 1"})
  void one_kind_of_identity_is_sent_as_that(String identity, String type, int assigned)
      throws Exception {
    GroupSettings settings =
        new GroupSettings(List.of(), List.of(), List.of(identity), null, null, Map.of(), null);

    JsonNode sent = body(FullTask.task(settings)).path("identity");

    assertThat(sent.path("type").asText()).isEqualTo(type);
    assertThat(sent.path("userAssignedIdentities")).hasSize(assigned);
  }

  @Test
  void a_label_takes_the_place_of_no_tag_of_ours() throws Exception {
    JsonNode tags = body(taskWith(null, Map.of("estiba-app", "other", "team", "one"))).path("tags");

    assertThat(tags.path("estiba-app").asText()).isEqualTo("app");
    assertThat(tags.path("team").asText()).isEqualTo("one");
  }

  @Test
  void raw_properties_are_merged_over_what_the_task_says() throws Exception {
    JsonNode body =
        bodyWithOverlay(
            """
            {"zones": null,
             "properties": {"sku": "Confidential", "restartPolicy": "OnFailure",
               "newer": {"than": ["the", "SDK"]},
               "diagnostics": {"logAnalytics": {"logType": null, "workspaceResourceId": "/x"}}}}
            """);

    JsonNode properties = body.path("properties");
    assertThat(body.has("zones")).isFalse();
    assertThat(properties.path("sku").asText()).isEqualTo("Confidential");
    assertThat(properties.path("restartPolicy").asText()).isEqualTo("OnFailure");
    assertThat(properties.at("/newer/than/1").asText()).isEqualTo("SDK");
    assertThat(properties.at("/diagnostics/logAnalytics"))
        .isEqualTo(
            Json.parse(
                """
                {"workspaceId":"workspace","workspaceKey":"w0rkspace","workspaceResourceId":"/x",
                 "metadata":{"cost":"center"}}
                """));
    assertThat(properties.path("containers")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tags\": null}",
        "{\"tags\": \"none\"}",
        "{\"tags\": {\"estiba-app\": null, \"estiba-instance\": \"other\"}}"
      })
  void raw_properties_cannot_make_a_group_that_is_nobodys(String overlay) throws Exception {
    JsonNode tags = bodyWithOverlay(overlay).path("tags");

    assertThat(tags.path("estiba-app").asText()).isEqualTo("app");
    assertThat(tags.path("estiba-instance").asText()).isEqualTo("i1");
    assertThat(tags.path("estiba-expires").asText()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"properties\": {\"containers\": [{\"name\": \"s3cret\"}]}} | none of its containers is"
            + " named as the group, task-1",
        "{\"properties\": null} | none of its containers",
        "[\"s3cret\"] | containerGroup must be a JSON object",
        "{\"key\": s3cret} | containerGroup is not JSON (line 1, column"
      })
  void raw_properties_that_cannot_be_used_are_told_without_their_text(
      String overlay, String message) {
    assertThatThrownBy(() -> bodyWithOverlay(overlay))
        .isInstanceOf(UnusableOverlayException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_secret_that_nobody_resolved_is_named_and_not_told() {
    int secrets = secretsOf(FullTask.task(FullTask.settings(new Secret.Literal("{}"))));
    assertThat(secrets).isEqualTo(7);

    for (int i = 0; i < secrets; i++) {
      ContainerTask task = withUnresolved(i);
      assertThatThrownBy(() -> GroupBody.of(group(task, Priority.SPOT)))
          .as("secret %d", i)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("The secret .* is a Sealed and was not resolved\\.")
          .hasMessageNotContaining("xyz");
    }
  }

  private static int secretsOf(ContainerTask task) {
    List<Secret> seen = new ArrayList<>();
    task.mapSecrets(
        secret -> {
          seen.add(secret);
          return secret;
        });
    return seen.size();
  }

  private static ContainerTask withUnresolved(int index) {
    List<Secret> seen = new ArrayList<>();
    return FullTask.task(FullTask.settings(new Secret.Literal("{}")))
        .mapSecrets(
            secret -> {
              seen.add(secret);
              return seen.size() == index + 1 ? new Secret.Sealed("xyz") : secret;
            });
  }

  private static ContainerTask taskWith(Network network, Map<String, String> labels) {
    return FullTask.task(
        new GroupSettings(List.of(), List.of(), List.of(), network, null, labels, null));
  }

  private static JsonNode bodyWithOverlay(String overlay) throws Exception {
    return body(FullTask.task(FullTask.settings(new Secret.Literal(overlay))));
  }

  private static JsonNode body(ContainerTask task) throws Exception {
    return body(task, Priority.SPOT);
  }

  private static JsonNode body(ContainerTask task, Priority priority) throws Exception {
    return Json.parse(GroupBody.of(group(task, priority)));
  }

  private static NewContainerGroup group(ContainerTask task, Priority priority) {
    return new NewContainerGroup(
        new ContainerGroupId("estiba", "task-1"),
        "westeurope",
        priority,
        task,
        new Ownership("app", "i1", 1),
        NOON);
  }
}
