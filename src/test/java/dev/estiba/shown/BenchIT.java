package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The benchmark runs to its end; how fast things are is not for a test to say. */
final class BenchIT {

  private static final Path JSON =
      EstibaProcess.launcher().resolveSibling("target/bench/taskhub.json");

  @Test
  void a_quick_run_measures_every_workload() throws IOException {
    try (EstibaProcess bench =
        EstibaProcess.start(Map.of(), List.of("bench", "taskhub", "--quick", "--peers", "none"))) {

      assertThat(bench.exitCode()).as(bench.toString()).isZero();

      assertThat(bench.stdout())
          .startsWith("workload")
          .contains("hello-sequence", "p50 ms <= 3: ", "All figures are in " + JSON);
    }
    JsonNode report = new ObjectMapper().readTree(JSON.toFile());
    assertThat(report.at("/seconds").asDouble()).isBetween(5.0, 60.0);
    assertThat(report.at("/machine/processors").asInt()).isPositive();
    Set<String> workloads = new TreeSet<>();
    report.at("/rows").forEach(row -> workloads.add(row.at("/workload").asText()));
    assertThat(workloads)
        .containsExactly(
            "fan-out",
            "floor",
            "hello-sequence",
            "idle-hub",
            "over-grpc",
            "recovery",
            "sub-orchestrations");
    for (JsonNode row : report.at("/rows")) {
      assertThat(row.has("failed")).as(row.toString()).isFalse();
      row.at("/figures").forEach(figure -> assertThat(figure.isNumber()).isTrue());
    }
  }

  @Test
  void the_host_is_measured_from_its_start_to_its_end() {
    List<String> little =
        List.of("bench", "host", "--starts=1", "--clients=20", "--tasks=10", "--task-seconds=1");
    try (EstibaProcess bench = EstibaProcess.start(Map.of(), little)) {

      assertThat(bench.exitCode()).as(bench.toString()).isZero();

      assertThat(bench.stdout())
          .contains("start 1: ", "ready: median ", "20 clients polled the status of 10 tasks: ")
          .contains("tasks that did not succeed: 0", "stop after load: ")
          .containsPattern("answers by status: \\{200=\\d+(, 202=\\d+)?}");
    }
  }

  @Test
  void a_wrong_name_is_told_with_the_right_ones() {
    try (EstibaProcess bench =
        EstibaProcess.start(Map.of(), List.of("bench", "taskhub", "--only", "hello"))) {

      assertThat(bench.exitCode()).isEqualTo(125);
      assertThat(bench.stderr()).contains("There is no workload 'hello', but hello-sequence, ");
    }
  }
}
