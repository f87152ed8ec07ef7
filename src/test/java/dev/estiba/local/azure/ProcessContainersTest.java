package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ProcessContainersTest extends RealRuntimeContract {

  @Override
  RuntimeKind kind() {
    return RuntimeKind.PROCESS;
  }

  @Override
  List<String> leftovers() throws Exception {
    try (Stream<Path> directories = Files.list(data.resolve("containers"))) {
      return directories.map(Path::toString).toList();
    }
  }

  @Test
  void an_image_without_a_command_is_refused_with_what_to_do() {
    ArmClient.Answer answer =
        arm.create("image-only", ArmClient.group("nginx", List.of(), Map.of()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("Start Docker or Podman", "give a command");
    assertThat(arm.get("image-only").status()).isEqualTo(404);
  }

  @Test
  void twenty_groups_at_once_all_end() {
    for (int i = 0; i < 20; i++) {
      arm.create("g" + i, anExitWith(i % 2));
    }

    for (int i = 0; i < 20; i++) {
      awaitState("g" + i, i % 2 == 0 ? "Succeeded" : "Failed");
    }
  }

  @Test
  void a_command_works_in_a_scratch_directory_with_a_minimal_environment() throws Exception {
    arm.create(
        "scratch", shell("pwd; echo $HOME; echo $TMPDIR; env | wc -l; echo x > f", Map.of()));

    awaitState("scratch", "Succeeded");

    List<String> lines = arm.log("scratch").lines().toList();
    assertThat(lines.get(0)).startsWith(data.toString()).endsWith("/scratch");
    assertThat(lines.subList(1, 3)).containsOnly(lines.get(0));
    assertThat(Path.of(lines.get(0), "f")).exists();
    arm.delete("scratch");
    assertThat(leftovers()).isEmpty();
  }
}
