package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./estiba up} starts and ends. */
final class UpIT {

  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  @Test
  void a_second_one_on_the_same_data_directory_is_told_where_the_first_is() {
    RunningHost first = launched.up(data, "--runtime", "process");

    EstibaProcess second = launched.startUp(data, "--runtime", "process");

    assertThat(second.exitCode()).isEqualTo(125);
    assertThat(second.stderr())
        .isEqualTo(
            "estiba: Estiba already runs on "
                + data
                + " at "
                + first.url()
                + ". Stop it, or take another folder with --data.\n");
    first.get("/admin/host/ping").expect(200);
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      EstibaProcess up =
          launched.estiba(
              Map.of(),
              List.of("up", "--data", data.toString(), "--port", port, "--runtime", "process"));

      assertThat(up.exitCode()).isEqualTo(125);
      assertThat(up.stderr().lines().filter(line -> line.startsWith("estiba: ")))
          .singleElement()
          .asString()
          .contains("127.0.0.1:" + port, "choose another");
    }
  }

  @Test
  void ctrl_c_ends_it_soon_and_the_task_goes_on_to_its_end_at_the_next_start() throws Exception {
    Path go = scratch.resolve("go");
    RunningHost first = launched.up(data, "--runtime", "process");
    JsonNode payload =
        first.submit("echo up; until [ -e " + go + " ]; do sleep 0.05; done; echo down; exit 9");
    first.awaitLog(payload, "up\n");

    first.process().interrupt();

    assertThat(first.process().exitCodeWithin(STOPPED_WITHIN)).isZero();
    assertThat(new DataFolder(data).hasProcesses()).isTrue();
    Files.createFile(go);
    RunningHost second = launched.up(data, "--runtime", "process");
    assertThat(second.awaitResult(payload).path("exitCode").asInt()).isEqualTo(9);
    assertThat(second.log(payload)).isEqualTo("up\ndown\n");
    assertThat(new DataFolder(data).leftovers()).isEmpty();
  }

  @Test
  void calls_need_the_key_that_estiba_key_prints() {
    RunningHost host = launched.up(data, "--runtime", "process");

    EstibaProcess key = launched.estiba(Map.of(), List.of("key", "--data", data.toString()));
    assertThat(key.exitCode()).isZero();

    assertThat(host.withKey("").get("/api/tasks/nobody").expect(401).body())
        .contains("x-functions-key", "keys.json");
    host.withKey(key.stdout().strip()).get("/api/tasks/nobody").expect(404);
  }

  @Test
  void without_keys_every_program_may_call_but_only_on_loopback() {
    RunningHost open = launched.up(data, "--runtime", "process", "--no-auth");
    open.withKey("").get("/api/tasks/nobody").expect(404);
    assertThat(open.process().stdout()).contains("no key is asked for");

    EstibaProcess refused =
        launched.startUp(scratch, "--runtime", "process", "--no-auth", "--address", "0.0.0.0");

    assertThat(refused.exitCode()).isEqualTo(125);
    assertThat(refused.stderr()).contains("loopback only");
  }

  @Test
  void before_the_first_start_there_is_no_key() {
    EstibaProcess key = launched.estiba(Map.of(), List.of("key", "--data", scratch.toString()));

    assertThat(key.exitCode()).isEqualTo(125);
    assertThat(key.stderr()).contains("'estiba up'");
  }

  @Test
  void ctrl_c_ends_it_soon_also_when_a_request_hangs() throws Exception {
    RunningHost host = launched.up(data, "--runtime", "process");
    JsonNode payload = host.submit("sleep 60");
    String path =
        "/runtime/webhooks/durabletask/instances/" + payload.path("id").asText() + "/restart";
    CompletableFuture<Integer> hanging =
        CompletableFuture.supplyAsync(
            () -> host.post(path + "?timeout=60&pollingInterval=1", "").status());
    await().until(() -> host.get("/runtime/webhooks/durabletask/instances").json().size() >= 2);

    host.process().interrupt();

    assertThat(host.process().exitCodeWithin(STOPPED_WITHIN)).isZero();
    assertThat(hanging.get()).isEqualTo(503);
  }
}
