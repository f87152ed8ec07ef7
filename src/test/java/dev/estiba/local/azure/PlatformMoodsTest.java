package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platform itself does late, wrong or not at all, called up over HTTP. */
final class PlatformMoodsTest {

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

  private static ObjectNode aGroup(Map<String, String> simulation) {
    return ArmClient.group("img", List.of(), simulation);
  }

  private void behave(String yaml) {
    ArmClient.Answer answer = arm.behave(yaml);
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
  }

  @Test
  void a_slow_pull_is_seen_and_then_over() {
    behave("delays: {pull: 500ms}");
    arm.create("g1", aGroup(Map.of("SIMULATED_DURATION", "600")));

    assertThat(arm.get("g1").provisioningState()).isEqualTo("Creating");
    assertThat(arm.get("g1").currentState().path("detailStatus").asText()).isEqualTo("Pulling");

    await().until(() -> arm.get("g1").state().equals("Running"));
    JsonNode events = arm.get("g1").container().at("/instanceView/events");
    assertThat(events.findValuesAsText("name")).containsExactly("Pulling", "Pulled", "Started");
  }

  @Test
  void a_group_that_is_not_provisioned_says_why_and_runs_nothing() {
    behave("rules: [{operation: create, name: unlucky, effect: {kind: provisioningFailure}}]");

    ArmClient.Answer created = arm.create("unlucky", aGroup(Map.of()));
    arm.create("lucky", aGroup(Map.of()));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.provisioningState()).isEqualTo("Pending");
    ArmClient.Answer failed = arm.get("unlucky");
    assertThat(failed.provisioningState()).isEqualTo("Failed");
    assertThat(failed.state()).isEqualTo("Failed");
    assertThat(failed.json().at("/properties/instanceView/events/0/name").asText())
        .isEqualTo("InsufficientCapacity");
    assertThat(failed.container().has("instanceView")).isFalse();
    JsonNode operation =
        arm.sendTo(URI.create(created.header("Azure-AsyncOperation")), "GET", "").json();
    assertThat(operation.path("status").asText()).isEqualTo("Failed");
    assertThat(operation.at("/properties/events/0/name").asText())
        .isEqualTo("InsufficientCapacity");
    await().until(() -> arm.get("lucky").state().equals("Succeeded"));
  }

  @Test
  void a_slow_delete_is_answered_late_and_until_then_the_group_is_there() {
    arm.create("g1", aGroup(Map.of("SIMULATED_DURATION", "600")));
    await().until(() -> arm.get("g1").state().equals("Running"));
    behave("delays: {delete: 1s}");
    long begun = System.nanoTime();

    CompletableFuture<ArmClient.Answer> delete =
        CompletableFuture.supplyAsync(() -> arm.delete("g1"));

    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> arm.create("g1", aGroup(Map.of())).code().equals("ContainerGroupTransitioning"));
    assertThat(arm.get("g1").state()).isEqualTo("Running");
    assertThat(delete.join().status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(arm.get("g1").status()).isEqualTo(404);
  }

  @Test
  void a_stopped_group_is_seen_as_stopped_until_it_is_deleted() {
    arm.create("g1", aGroup(Map.of("SIMULATED_DURATION", "600")));
    await().until(() -> arm.get("g1").state().equals("Running"));
    arm.send("POST", ArmClient.GROUPS + "/g1/stop", "");
    behave("delays: {delete: 1s}");

    CompletableFuture<ArmClient.Answer> delete =
        CompletableFuture.supplyAsync(() -> arm.delete("g1"));
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> arm.create("g1", aGroup(Map.of())).code().equals("ContainerGroupTransitioning"));

    assertThat(arm.get("g1").state()).isEqualTo("Stopped");
    assertThat(arm.get("g1").provisioningState()).isEqualTo("Succeeded");
    assertThat(delete.join().state()).isEqualTo("Stopped");
  }

  @Test
  void requests_that_wait_leave_threads_for_others() throws Exception {
    arm.create("g1", aGroup(Map.of("SIMULATED_DURATION", "600")));
    arm.create("g2", aGroup(Map.of("SIMULATED_DURATION", "600")));
    behave("delays: {delete: 60s}");
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      waiting.add(arm.open("DELETE", ArmClient.GROUPS + "/g1", ""));
    }

    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> arm.get("g2").status());

    assertThat(other).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(200);
    for (Socket socket : waiting) {
      socket.close();
    }
  }

  @Test
  void no_more_groups_and_cores_than_a_region_has() {
    behave("limits: {containerGroups: 2, cores: 3}");
    Map<String, String> forEver = Map.of("SIMULATED_DURATION", "600");
    ObjectNode big = aGroup(forEver);
    big.withObject("/properties/containers/0/properties/resources/requests").put("cpu", 3);

    assertThat(arm.create("g1", aGroup(forEver)).status()).isEqualTo(201);
    ArmClient.Answer tooBig = arm.create("g2", big);
    assertThat(arm.create("g2", aGroup(forEver)).status()).isEqualTo(201);
    ArmClient.Answer tooMany = arm.create("g3", aGroup(forEver));

    assertThat(tooBig.status()).isEqualTo(400);
    assertThat(tooBig.code()).isEqualTo("ContainerGroupQuotaReached");
    assertThat(tooBig.message())
        .isEqualTo(
            "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota"
                + " 'StandardCores' exceeded in region 'westeurope'. Limit: '3', Usage: '1'"
                + " Requested: '3'.");
    assertThat(tooMany.message()).contains("'ContainerGroups'", "Limit: '2', Usage: '2'");
    arm.delete("g1");
    assertThat(arm.create("g3", aGroup(forEver)).status()).isEqualTo(201);
  }

  @Test
  void of_the_log_of_a_stopped_container_little_is_left() {
    behave("logs: {keptBytes: 10, keptLines: 1000}");
    arm.create("done", aGroup(Map.of("SIMULATED_LOG", "first\nsecond\nthird")));
    arm.create(
        "runs", aGroup(Map.of("SIMULATED_LOG", "first\nsecond", "SIMULATED_DURATION", "600")));
    await().until(() -> arm.get("done").state().equals("Succeeded"));
    await().until(() -> arm.get("runs").state().equals("Running"));

    assertThat(arm.log("done")).isEqualTo("third\n");
    assertThat(arm.log("runs")).isEqualTo("first\n");
  }
}
