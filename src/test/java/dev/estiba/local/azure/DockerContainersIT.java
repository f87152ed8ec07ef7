package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.DockerClient;
import dev.estiba.testing.NeedsDocker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
final class DockerContainersIT extends RealRuntimeContract {

  @Override
  RuntimeKind kind() {
    return RuntimeKind.DOCKER;
  }

  @Override
  List<String> leftovers() throws Exception {
    return containersOf(data);
  }

  private static List<String> containersOf(Path data) throws Exception {
    String owner = Files.readString(data.resolve("id"));
    try (DockerClient docker = TestRegistry.docker()) {
      return docker
          .listContainersCmd()
          .withShowAll(true)
          .withLabelFilter(Map.of("dev.estiba.local.azure.data", owner))
          .exec()
          .stream()
          .map(container -> container.getNames()[0])
          .toList();
    }
  }

  @Test
  void an_image_without_a_command_runs_its_own() {
    arm.create("plain", ArmClient.group("busybox", List.of(), Map.of()));

    // busybox's own command is sh, which ends at once without input.
    awaitState("plain", "Succeeded");
  }

  @Test
  void cpu_and_memory_are_limited() {
    String script = "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes";
    arm.create("limited", shell(script + " 2>/dev/null; true", Map.of()));

    awaitState("limited", "Succeeded");

    assertThat(arm.log("limited")).contains(String.valueOf(512 * 1024 * 1024));
  }

  @Test
  void a_container_that_uses_too_much_memory_is_killed_and_says_so() {
    ObjectNode body = shell("tail /dev/zero", Map.of());
    ((ObjectNode) body.at("/properties/containers/0/properties/resources/requests"))
        .put("memoryInGB", 0.02);

    arm.create("greedy", body);

    awaitState("greedy", "Failed");
    assertThat(arm.get("greedy").currentState().path("detailStatus").asText())
        .isEqualTo("OOMKilled");
    assertThat(arm.get("greedy").currentState().path("exitCode").asInt()).isEqualTo(137);
  }

  @Test
  void a_line_longer_than_the_engines_entries_stays_one_line() {
    String script = "head -c 40000 /dev/zero | tr '\\0' x; echo; echo end";
    arm.create("wide", shell(script, Map.of()));
    awaitState("wide", "Succeeded");

    List<String> lines =
        arm.logs("wide", "timestamps=true").json().path("content").asText().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).hasSize(31 + 40000).endsWith("xxx");
  }

  @Test
  void two_data_directories_leave_each_others_containers_alone(@TempDir Path other)
      throws Exception {
    arm.create("mine", aSleepOf(Duration.ofMinutes(10)));
    awaitState("mine", "Running");

    LocalAzure.start(LocalAzureOptions.in(other, RuntimeKind.DOCKER)).close();

    assertThat(arm.get("mine").state()).isEqualTo("Running");
    assertThat(containersOf(data)).hasSize(1);
  }

  @Test
  void a_container_whose_group_is_gone_is_removed_at_the_next_start() throws Exception {
    arm.create("orphan", aSleepOf(Duration.ofMinutes(10)));
    awaitState("orphan", "Running");

    azure.close();
    Files.delete(data.resolve("state.db"));
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.DOCKER));
    arm = new ArmClient(azure);

    assertThat(containersOf(data)).isEmpty();
    assertThat(arm.get("orphan").status()).isEqualTo(404);
  }
}
