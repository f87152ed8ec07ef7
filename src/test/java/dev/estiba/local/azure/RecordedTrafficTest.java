package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.azure.fault.Behavior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Recorded clients of the real service cannot tell the local one from it. */
// @Disabled("The local container groups do not answer like the real ones yet")
final class RecordedTrafficTest {

  static final List<String> NAMES =
      List.of(
          "azure-cli_test_container_create",
          "azure-cli_test_container_create_msi",
          "azure-cli_test_container_create_with_vnet",
          "azure-cli_test_container_git_repo_volume_mount",
          "cli-2023-05-01_run-once-failed-exit2_and_exec",
          "java_lifecycle",
          "java_multiple_containers_with_logs");

  @TempDir Path data;

  @ParameterizedTest
  @FieldSource("NAMES")
  void the_answers_are_those_of_the_real_service(String name) throws Exception {
    Recording recording = Recording.read(name);
    List<MeantDifferences.Meant> meant = MeantDifferences.of(name);

    List<Difference> found = replay(recording, meant);

    assertThat(report(found, meant)).as(name).isEmpty();
  }

  private List<Difference> replay(Recording recording, List<MeantDifferences.Meant> meant)
      throws Exception {
    LocalAzureOptions options =
        LocalAzureOptions.in(data.resolve("state"), RuntimeKind.SIMULATED)
            .withFileShares(fileShares(recording))
            .withBehavior(Behavior.GOOD.withSimulations(new Scene(recording).simulations()));
    try (LocalAzure azure = LocalAzure.start(options)) {
      return new Replay(recording, azure, difference -> !covered(difference, meant)).run();
    }
  }

  private Path fileShares(Recording recording) throws IOException {
    Path root = data.resolve("shares");
    for (RecordedExchange exchange : recording.exchanges()) {
      for (JsonNode share : exchange.answer().body().findValues("azureFile")) {
        Path account = root.resolve(share.path("storageAccountName").asText());
        Files.createDirectories(account.resolve(share.path("shareName").asText()));
      }
    }
    return root;
  }

  private static boolean covered(Difference difference, List<MeantDifferences.Meant> meant) {
    return meant.stream().anyMatch(m -> m.covers(difference));
  }

  /** All that is wrong, by exchange; empty if nothing is. */
  static String report(List<Difference> found, List<MeantDifferences.Meant> meant) {
    Map<RecordedExchange, List<Difference>> byExchange = new LinkedHashMap<>();
    for (Difference difference : found) {
      if (!covered(difference, meant)) {
        byExchange.computeIfAbsent(difference.exchange(), e -> new ArrayList<>()).add(difference);
      }
    }
    StringBuilder report = new StringBuilder();
    byExchange.forEach(
        (exchange, differences) -> {
          report.append(exchange).append('\n');
          differences.forEach(d -> report.append("    ").append(d).append('\n'));
        });
    meant.stream()
        .filter(m -> found.stream().noneMatch(m::covers))
        .forEach(m -> report.append("no difference any more: ").append(m).append('\n'));
    return report.toString();
  }
}
