package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.azure.RuntimeKind;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.GroupSettings;
import dev.estiba.task.Json;
import dev.estiba.task.Priority;
import dev.estiba.task.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Container groups through the Azure SDK on the local Azure with simulated containers. */
class LocalAzureGroupsTest {

  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
  private static final ContainerGroupId ID = new ContainerGroupId("estiba", "task-1");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path data;
  private LocalAzure azure;
  private ContainerGroups groups;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(data.resolve("shares/account/results"));
    azure =
        LocalAzure.start(
            LocalAzureOptions.in(data.resolve("azure"), RuntimeKind.SIMULATED)
                .accepting(Set.of("*"))
                .withFileShares(data.resolve("shares")));
    groups = ContainerGroupsFactory.create(azure.endpoint(), SUBSCRIPTION, azure.token());
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  @Test
  void a_group_is_made_with_all_that_its_task_says_and_shown_without_its_secrets()
      throws Exception {
    Answer<ContainerGroup> answer = groups.create(group(withoutAddress(null)));

    assertThat(answer).isInstanceOf(Answer.Ok.class);
    JsonNode shown = shown();
    JsonNode properties = shown.path("properties");
    assertThat(shown.at("/tags/team").asText()).isEqualTo("one");
    assertThat(shown.at("/zones/0").asText()).isEqualTo("2");
    assertThat(shown.at("/identity/type").asText()).isEqualTo("SystemAssigned, UserAssigned");
    assertThat(properties.path("priority").asText()).isEqualTo("Spot");
    assertThat(properties.path("containers")).hasSize(2);
    assertThat(properties.at("/containers/0/properties/command"))
        .isEqualTo(Json.parse("[\"tool\",\"--verbose\",\"in.txt\"]"));
    assertThat(properties.path("initContainers")).hasSize(1);
    assertThat(properties.path("volumes")).hasSize(4);
    assertThat(properties.path("imageRegistryCredentials")).hasSize(2);
    assertThat(shown.toString())
        .contains("HIDDEN", "TOKEN")
        .doesNotContain("s3cret", "t0ken", "pa55", "a2V5");
  }

  @Test
  void raw_properties_reach_azure() throws Exception {
    String overlay = "{\"properties\":{\"confidentialComputeProperties\":{\"ccePolicy\":\"x\"}}}";

    groups.create(group(withoutAddress(new Secret.Literal(overlay))));

    assertThat(shown().at("/properties/confidentialComputeProperties/ccePolicy").asText())
        .isEqualTo("x");
  }

  private JsonNode shown() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    azure.endpoint()
                        + "/subscriptions/"
                        + SUBSCRIPTION
                        + "/resourceGroups/estiba/providers/Microsoft.ContainerInstance/containerGroups/task-1"
                        + "?api-version=2023-05-01"))
            .header("Authorization", "Bearer " + azure.token())
            .build();
    return Json.parse(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** A Spot group has none. */
  private static ContainerTask withoutAddress(@Nullable Secret overlay) {
    GroupSettings all = FullTask.settings(overlay);
    return FullTask.task(
        new GroupSettings(
            all.volumes(),
            all.imageRegistryCredentials(),
            all.identities(),
            null,
            all.logAnalytics(),
            all.labels(),
            all.containerGroup()));
  }

  private static NewContainerGroup group(ContainerTask task) {
    return new NewContainerGroup(
        ID, "westeurope", Priority.SPOT, task, new Ownership("app", "i1", 1), NOON);
  }
}
