package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.azure.RuntimeKind;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.GroupSettings;
import dev.estiba.task.InitContainer;
import dev.estiba.task.Priority;
import dev.estiba.task.Secret;
import dev.estiba.testing.Tasks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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

  @Test
  void a_group_can_be_stopped_and_kept_for_longer() throws Exception {
    groups.create(group(running()));

    Answer<ContainerGroupId> stopped = groups.stop(ID);
    Answer<ContainerGroupId> extended = groups.keep(ID, NOON.plusSeconds(3600));

    assertThat(stopped).isEqualTo(new Answer.Ok<>(ID));
    assertThat(extended).isEqualTo(new Answer.Ok<>(ID));
    ContainerGroup group = read();
    assertThat(group.state()).isEqualTo(GroupState.STOPPED);
    assertThat(group.expires()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(group.owner()).contains(new Ownership("app", "i1", 1));
    assertThat(group.preemption()).as("it was stopped by request").isEmpty();
  }

  @Test
  void a_group_tells_which_container_counts_and_when_its_bill_began() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    groups.create(group(running()));

    ContainerGroup group =
        await()
            .until(
                this::read,
                seen ->
                    seen.counting()
                        .filter(c -> c.current().state() == ContainerState.RUNNING)
                        .isPresent());

    assertThat(group.priority()).isEqualTo(Priority.SPOT);
    assertThat(group.containers()).hasSize(1);
    assertThat(group.pullStarted()).isBetween(before, Instant.now());
    assertThat(group.provisioningFailure()).isEmpty();
    assertThat(group.preemption()).isEmpty();
  }

  @Test
  void an_image_that_is_not_to_be_had_is_told_by_its_type() throws Exception {
    addRule("create", "{\"kind\":\"error\",\"code\":\"InaccessibleImage\"}");

    AciFailure failure =
        ((Answer.Failed<ContainerGroup>) groups.create(group(running()))).failure();

    assertThat(failure).isInstanceOf(AciFailure.ImageNotAccessible.class);
  }

  @Test
  void a_region_without_capacity_is_told_also_when_the_create_was_accepted() throws Exception {
    addRule("create", "{\"kind\":\"provisioningFailure\"}");

    assertThat(groups.create(group(running()))).isInstanceOf(Answer.Ok.class);

    ContainerGroup group =
        await().until(this::read, seen -> seen.provisioning() == ProvisioningState.FAILED);
    assertThat(group.provisioningFailure()).containsInstanceOf(AciFailure.NoCapacity.class);
  }

  @Test
  void a_group_whose_init_container_failed_tells_which() {
    InitContainer init =
        new InitContainer(
            "fetch",
            "busybox",
            List.of(),
            List.of(),
            List.of(new EnvironmentVariable("SIMULATED_EXIT_CODE", "4", null)),
            List.of());
    ContainerTask plain = running();
    groups.create(
        group(
            new ContainerTask(
                null,
                plain.container(),
                List.of(),
                List.of(init),
                plain.group(),
                plain.placement(),
                plain.limits(),
                plain.retry(),
                plain.keep(),
                List.of())));

    ContainerGroup group =
        await().until(this::read, seen -> seen.failedInitContainer().isPresent());

    assertThat(group.failedInitContainer().orElseThrow().name()).isEqualTo("fetch");
    assertThat(group.failedInitContainer().orElseThrow().current().exitCode()).isEqualTo(4);
  }

  private ContainerGroup read() {
    return ((Answer.Ok<ContainerGroup>) groups.get(ID)).value();
  }

  private static ContainerTask running() {
    return Tasks.aTask(List.of(), Map.of("SIMULATED_DURATION", "600"));
  }

  @Test
  void a_spot_group_whose_machine_went_away_is_preempted() throws Exception {
    groups.create(group(running()));
    addRule("get", "{\"kind\":\"infrastructureError\"}");

    ContainerGroup group = await().until(this::read, seen -> seen.preemption().isPresent());

    assertThat(group.preemption()).containsInstanceOf(AciFailure.Preempted.class);
  }

  private JsonNode shown() throws Exception {
    String path =
        "/subscriptions/%s/resourceGroups/estiba/providers/Microsoft.ContainerInstance/containerGroups/task-1?api-version=2023-05-01"
            .formatted(SUBSCRIPTION);
    return Json.parse(send("GET", path, "").body());
  }

  private void addRule(String operation, String effect) throws Exception {
    String rule = "{\"operation\":\"" + operation + "\",\"effect\":" + effect + "}";

    assertThat(send("POST", "/local/behavior/rules", rule).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(azure.endpoint() + path))
            .header("Authorization", "Bearer " + azure.token())
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
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
