package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every runtime does, seen through ARM's REST API. */
abstract class RuntimeContract {

  @TempDir Path data;
  LocalAzure azure;
  ArmClient arm;

  abstract RuntimeKind kind();

  /** Runs for that time, then exits with 0. */
  abstract ObjectNode aSleepOf(Duration time);

  abstract ObjectNode anExitWith(int code);

  /** Writes these lines, then runs on for that time. */
  abstract ObjectNode aLogOf(List<String> lines, Duration time);

  @BeforeEach
  void startAzure() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, kind()));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void deleteEverything() throws Exception {
    arm.send("GET", ArmClient.GROUPS, "")
        .json()
        .path("value")
        .forEach(group -> arm.delete(group.path("name").asText()));
    azure.close();
  }

  void restartAzure() throws Exception {
    azure.close();
    azure = LocalAzure.start(LocalAzureOptions.in(data, kind()));
    arm = new ArmClient(azure);
  }

  void awaitState(String name, String state) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(arm.get(name).state()).isEqualTo(state));
  }

  @Test
  void a_container_runs_and_then_completes() {
    assertThat(arm.create("sleeper", aSleepOf(Duration.ofMillis(800))).status()).isEqualTo(201);

    awaitState("sleeper", "Succeeded");
    JsonNode end = arm.get("sleeper").currentState();
    assertThat(end.path("state").asText()).isEqualTo("Terminated");
    assertThat(end.path("exitCode").asInt(-1)).isZero();
    assertThat(end.path("detailStatus").asText()).isEqualTo("Completed");
    Duration ran =
        Duration.between(
            Instant.parse(end.path("startTime").asText()),
            Instant.parse(end.path("finishTime").asText()));
    assertThat(ran).isBetween(Duration.ofMillis(700), Duration.ofSeconds(10));
  }

  @Test
  void an_exit_code_fails_the_group_but_not_its_provisioning() {
    arm.create("failer", anExitWith(3));

    awaitState("failer", "Failed");

    ArmClient.Answer group = arm.get("failer");
    assertThat(group.provisioningState()).isEqualTo("Succeeded");
    assertThat(group.currentState().path("exitCode").asInt()).isEqualTo(3);
    assertThat(group.currentState().path("detailStatus").asText()).isEqualTo("Error");
    assertThat(group.container().at("/instanceView/restartCount").asInt(-1)).isZero();
  }

  @Test
  void a_log_is_read_whole_by_its_tail_and_with_times() {
    Instant before = Instant.now();
    arm.create("writer", aLogOf(List.of("one", "two", "three"), Duration.ofMillis(500)));
    awaitState("writer", "Succeeded");

    assertThat(arm.log("writer")).isEqualTo("one\ntwo\nthree\n");
    assertThat(arm.logs("writer", "tail=2").json().path("content").asText())
        .isEqualTo("two\nthree\n");
    List<String> timed =
        arm.logs("writer", "timestamps=true").json().path("content").asText().lines().toList();
    assertThat(timed).hasSize(3).allMatch(l -> l.matches("\\S{19}\\.\\d{9}Z (one|two|three)"));
    assertThat(timed).isSorted();
    assertThat(Instant.parse(timed.get(0).substring(0, 30)))
        .isBetween(before.minusMillis(5), Instant.now());
  }

  @Test
  void a_running_container_is_deleted_and_gone() {
    arm.create("long", aSleepOf(Duration.ofMinutes(10)));
    awaitState("long", "Running");
    assertThat(arm.get("long").provisioningState()).isEqualTo("Succeeded");
    assertThat(arm.get("long").currentState().path("state").asText()).isEqualTo("Running");

    ArmClient.Answer deleted = arm.delete("long");

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.state()).isEqualTo("Running");
    assertThat(arm.get("long").code()).isEqualTo("ResourceNotFound");
    assertThat(arm.delete("long").status()).isEqualTo(204);
  }

  @Test
  void a_container_deleted_right_after_its_creation_never_comes_back() throws Exception {
    arm.create("hasty", aSleepOf(Duration.ofMinutes(10)));
    arm.delete("hasty");

    restartAzure();

    assertThat(arm.get("hasty").status()).isEqualTo(404);
    assertThat(leftovers()).isEmpty();
  }

  /** What the runtime still has of containers whose group is gone. */
  List<String> leftovers() throws Exception {
    return List.of();
  }

  @Test
  void a_restart_finds_the_running_container_and_sees_its_end() throws Exception {
    arm.create("survivor", aSleepOf(Duration.ofMillis(1500)));
    awaitState("survivor", "Running");
    String startTime = arm.get("survivor").currentState().path("startTime").asText();

    restartAzure();

    assertThat(arm.get("survivor").state()).isEqualTo("Running");
    awaitState("survivor", "Succeeded");
    assertThat(arm.get("survivor").currentState().path("startTime").asText()).isEqualTo(startTime);
  }

  @Test
  void an_exit_while_azure_was_down_is_seen_with_its_code_time_and_log() throws Exception {
    arm.create("absent", aLogOf(List.of("hello"), Duration.ofMillis(500)));
    awaitState("absent", "Running");

    azure.close();
    Instant over = Instant.now().plusMillis(800);
    await().until(() -> Instant.now().isAfter(over));
    final Instant back = Instant.now();
    azure = LocalAzure.start(LocalAzureOptions.in(data, kind()));
    arm = new ArmClient(azure);

    awaitState("absent", "Succeeded");
    JsonNode end = arm.get("absent").currentState();
    assertThat(Instant.parse(end.path("finishTime").asText())).isBefore(back);
    assertThat(arm.log("absent")).isEqualTo("hello\n");
    String first = arm.logs("absent", "timestamps=true").json().path("content").asText();
    restartAzure();
    assertThat(arm.logs("absent", "timestamps=true").json().path("content").asText())
        .isEqualTo(first);
  }

  @Test
  void a_container_that_always_fails_is_restarted_and_waits_longer() {
    ObjectNode body = anExitWith(7);
    ((ObjectNode) body.path("properties")).put("restartPolicy", "onfailure");

    ArmClient.Answer created = arm.create("looper", body);

    assertThat(created.json().at("/properties/restartPolicy").asText()).isEqualTo("OnFailure");
    await()
        .untilAsserted(
            () ->
                assertThat(arm.get("looper").currentState().path("detailStatus").asText())
                    .isEqualTo("CrashLoopBackOff: Back-off 10s restarting failed"));
    JsonNode view = arm.get("looper").container().path("instanceView");
    assertThat(view.path("restartCount").asInt()).isEqualTo(1);
    assertThat(view.at("/previousState/exitCode").asInt()).isEqualTo(7);
    assertThat(arm.get("looper").state()).isEqualTo("Running");
  }
}
