package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every link of the check-status payload does what it says. */
final class ManagementIT {

  private static final Duration SWEPT_WITHIN = Duration.ofSeconds(90);

  @RegisterExtension private static final Launched launched = Launched.forAllTests();
  @TempDir private static Path data;
  private static RunningHost host;
  @TempDir private Path scratch;

  @BeforeAll
  static void start() {
    host = launched.up(data, "--runtime", "process");
  }

  private static String link(JsonNode payload, String name) {
    return payload.path(name).asText().replace("{eventName}", "cancel").replace("{text}", "enough");
  }

  /** A task that runs until the file is there. */
  private JsonNode submitUntil(Path file) {
    JsonNode payload =
        host.submit("echo up; until [ -e " + file + " ]; do sleep 0.05; done; echo done");
    host.awaitLog(payload, "up\n");
    return payload;
  }

  private static String id(JsonNode payload) {
    return payload.path("id").asText();
  }

  @Test
  void the_event_cancel_ends_the_task_with_a_result() {
    JsonNode payload = submitUntil(scratch.resolve("never"));

    host.post(link(payload, "sendEventPostUri"), "\"enough\"").expect(202);

    JsonNode result = host.awaitResult(payload);
    assertThat(result.path("state").asText()).isEqualTo("Cancelled");
    assertThat(result.path("reason").path("message").asText()).contains("enough");
    assertThat(result.path("containerGroupDeleted").asBoolean()).isTrue();
    assertThat(host.log(payload)).isEqualTo("up\n");
    host.post("/api/tasks/" + id(payload) + "/cancel", "").expect(409);
  }

  @Test
  void a_suspended_task_ends_only_once_it_is_resumed() throws IOException {
    Path go = scratch.resolve("go");
    JsonNode payload = submitUntil(go);

    host.post(link(payload, "suspendPostUri"), "").expect(202);
    host.awaitRuntimeStatus(payload, "Suspended");
    Files.createFile(go);
    await().until(() -> !new DataFolder(data).hasProcesses());

    JsonNode task = host.get("/api/tasks/" + id(payload)).expect(200).json();
    assertThat(task.path("state").asText()).isEqualTo("Suspended");
    assertThat(task.path("ended").asBoolean()).isFalse();
    host.post(link(payload, "resumePostUri"), "").expect(202);
    assertThat(host.awaitResult(payload).path("state").asText()).isEqualTo("Succeeded");
    assertThat(host.log(payload)).isEqualTo("up\ndone\n");
  }

  @Test
  void a_restart_runs_the_task_again_as_another_one() {
    JsonNode first = host.submit("echo again; exit 6");
    host.awaitResult(first);

    JsonNode second = host.post(link(first, "restartPostUri"), "").expect(202).json();

    assertThat(id(second)).isNotEmpty().isNotEqualTo(id(first));
    assertThat(host.awaitResult(second).path("exitCode").asInt()).isEqualTo(6);
    assertThat(host.log(second)).isEqualTo("again\n");
  }

  @Test
  void what_is_purged_is_gone() {
    JsonNode payload = host.submit("true");
    host.awaitResult(payload);

    JsonNode answer = host.delete(link(payload, "purgeHistoryDeleteUri")).expect(200).json();

    assertThat(answer.path("instancesDeleted").asInt()).isEqualTo(1);
    host.get(link(payload, "statusQueryGetUri")).expect(404);
    host.get("/api/tasks/" + id(payload)).expect(404);
  }

  @Test
  @Tag("slow")
  void what_a_terminated_task_leaves_is_swept_within_a_minute() {
    JsonNode payload = submitUntil(scratch.resolve("never"));

    host.post(link(payload, "terminatePostUri"), "").expect(202);

    JsonNode status = host.awaitRuntimeStatus(payload, "Terminated");
    assertThat(status.path("output").toString()).contains("enough");
    assertThat(host.get("/api/tasks/" + id(payload)).json().path("state").asText())
        .isEqualTo("Terminated");
    await()
        .atMost(SWEPT_WITHIN)
        .untilAsserted(() -> assertThat(new DataFolder(data).leftovers()).isEmpty());
  }
}
