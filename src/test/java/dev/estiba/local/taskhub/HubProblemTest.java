package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HubProblemTest extends TaskHubTestCase {

  @Test
  void a_hub_that_reads_and_writes_has_no_problem() throws Exception {
    Path log = directory.resolve("hub.db-wal");
    long before = Files.getLastModifiedTime(log).toMillis();
    long size = Files.size(log);

    assertThat(hub.problem()).isEmpty();

    assertThat(Files.size(log) > size || Files.getLastModifiedTime(log).toMillis() > before)
        .as("something was written")
        .isTrue();
  }

  @Test
  void a_hub_without_its_file_says_so() throws Exception {
    Files.move(directory.resolve("hub.db"), directory.resolve("elsewhere.db"));

    assertThat(hub.problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("hub.db is gone", "Restart the process"));
  }

  @Test
  void a_closed_or_dead_hub_says_so() {
    hub.kill();

    assertThat(hub.problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("closed", "restart"));
  }
}
