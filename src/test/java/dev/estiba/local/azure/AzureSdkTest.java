package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.containerinstance.fluent.ContainerGroupsClient;
import com.azure.resourcemanager.containerinstance.fluent.ContainerInstanceManagementClient;
import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that the product uses understands what it is told. */
final class AzureSdkTest {

  @TempDir Path data;
  private LocalAzure azure;
  private ContainerInstanceManagementClient client;
  private ContainerGroupsClient groups;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    new ArmClient(azure).createResourceGroup();
    client = SdkClient.of(azure);
    groups = client.getContainerGroups();
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  @Test
  void a_group_is_created_by_one_put_watched_logged_listed_and_deleted() {
    ContainerGroupInner asked =
        SdkClient.aGroup("job", Map.of("SIMULATED_LOG", "hello", "SIMULATED_EXIT_CODE", "2"));

    var created = groups.createOrUpdateWithResponseAsync("rg1", "job", asked).block();

    assertThat(created.getStatusCode()).isEqualTo(201);
    await()
        .untilAsserted(
            () ->
                assertThat(groups.getByResourceGroup("rg1", "job").instanceView().state())
                    .isEqualTo("Failed"));
    ContainerGroupInner group = groups.getByResourceGroup("rg1", "job");
    var state = group.containers().get(0).instanceView().currentState();
    assertThat(state.exitCode()).isEqualTo(2);
    assertThat(state.finishTime()).isNotNull();
    assertThat(client.getContainers().listLogs("rg1", "job", "job").content()).isEqualTo("hello\n");
    assertThat(
            client
                .getContainers()
                .listLogsWithResponse("rg1", "job", "job", 5, true, Context.NONE)
                .getValue()
                .content())
        .endsWith("Z hello\n");
    assertThat(groups.list()).extracting(ContainerGroupInner::name).containsExactly("job");
    assertThat(groups.listByResourceGroup("rg1"))
        .extracting(g -> g.provisioningState())
        .containsExactly("Succeeded");
    assertThat(groups.delete("rg1", "job").name()).isEqualTo("job");
    assertThatThrownBy(() -> groups.getByResourceGroup("rg1", "job"))
        .isInstanceOfSatisfying(
            ManagementException.class,
            e -> assertThat(e.getValue().getCode()).isEqualTo("ResourceNotFound"));
    assertThat(groups.delete("rg1", "job")).isNull();
  }

  @Test
  void the_poller_of_a_create_ends_with_the_group() {
    ContainerGroupInner group =
        groups.createOrUpdate("rg1", "polled", SdkClient.aGroup("polled", Map.of()));

    assertThat(group.provisioningState()).isEqualTo("Succeeded");
  }

  @Test
  void an_error_keeps_its_code_and_text() {
    assertThatThrownBy(
            () ->
                groups
                    .createOrUpdateWithResponseAsync("rg1", "NO", SdkClient.aGroup("a", Map.of()))
                    .block())
        .isInstanceOfSatisfying(
            ManagementException.class,
            e -> assertThat(e.getValue().getCode()).isEqualTo("InvalidContainerGroupName"))
        .hasMessageContaining("lowercase letters");
  }
}
