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

/** Recorded clients of the real service cannot tell the local one from it. */
abstract class RecordedTraffic {

  @TempDir Path data;

  final void requireAnswersOfTheRealService(String name) throws Exception {
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
