package dev.estiba.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private static final Machine MACHINE = new Machine(2, "Linux 6.1 amd64", "OpenJDK 17", 1L << 30);

  private static Report report(Row... rows) {
    return new Report(MACHINE, true, Instant.parse("2026-01-01T00:00:00Z"), 12.5, List.of(rows));
  }

  private static Row.Measured hello(String who, int inFlight, double perSecond, double p50Millis) {
    return new Row.Measured(
        HelloSequence.NAME,
        who,
        HelloSequence.point(inFlight),
        Map.of(Figure.PER_SECOND, perSecond, Figure.P50_MILLIS, p50Millis));
  }

  private static Row.Measured flush(double p50Millis) {
    return new Row.Measured(
        Floor.NAME, Report.DISK, Floor.ALONE, Map.of(Figure.P50_MILLIS, p50Millis));
  }

  private static String line(String table, String start) {
    return table.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void a_figure_is_held_against_its_target() {
    Report report = report(hello(Report.OURS, 1, 300, 3.25), hello(Report.OURS, 8, 1_200, 6));

    String table = TablePrinter.text(report);

    assertThat(line(table, "hello-sequence  estiba  1 in flight"))
        .contains("300")
        .endsWith("p50 ms <= 3: MISSED");
    assertThat(line(table, "hello-sequence  estiba  8 in flight"))
        .contains("1,200")
        .endsWith("per second >= 1,000: met");
    assertThat(table).contains("1 met, 1 missed. 2 processors, Linux 6.1 amd64, OpenJDK 17; 1");
  }

  @Test
  void a_peer_is_to_be_behind_at_each_point() {
    Report report =
        report(
            hello(Report.OURS, 1, 300, 2),
            hello("swift", 1, 600, 1),
            hello("slow", 1, 100, 9),
            hello("slow", 8, 100, 9));

    List<Verdict> verdicts = report.verdicts((Row.Measured) report.rows().get(0));

    assertThat(verdicts)
        .containsExactly(
            new Verdict("p50 ms <= 3", true, ""),
            new Verdict("ahead of swift", false, "0.5 times"),
            new Verdict("ahead of slow", true, "3.0 times"));
    assertThat(report.verdicts((Row.Measured) report.rows().get(1))).isEmpty();
  }

  @Test
  void latencies_are_told_in_flushes_of_the_disk_too() {
    Report report = report(flush(0.25), hello(Report.OURS, 1, 400, 3));

    assertThat(report.flushes((Row.Measured) report.rows().get(1))).hasValue(12.0);
    assertThat(report.flushes((Row.Measured) report.rows().get(0))).isEmpty();
    assertThat(line(TablePrinter.text(report), "hello")).contains("12");
  }

  @Test
  void what_was_not_measured_says_why() {
    Report report =
        report(
            new Row.Skipped("peer", "dbos", "", "it needs PostgreSQL"),
            new Row.Failed(FanOut.NAME, Report.OURS, "", "it got stuck"));

    String table = TablePrinter.text(report);

    assertThat(line(table, "peer")).endsWith("skipped: it needs PostgreSQL");
    assertThat(line(table, "fan-out")).endsWith("FAILED: it got stuck");
    assertThat(report.hasFailures()).isTrue();
    assertThat(report(report.rows().get(0)).hasFailures()).isFalse();
  }

  @Test
  void the_json_has_the_machine_and_every_figure() throws Exception {
    Report report =
        report(
            flush(0.25),
            hello(Report.OURS, 1, 400, 3),
            new Row.Skipped("peer", "dbos", "", "it needs PostgreSQL"));

    JsonNode json = new ObjectMapper().readTree(JsonWriter.text(report));

    assertThat(json.at("/startedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.at("/quick").asBoolean()).isTrue();
    assertThat(json.at("/machine/processors").asInt()).isEqualTo(2);
    assertThat(json.at("/machine/java").asText()).isEqualTo("OpenJDK 17");
    JsonNode hello = json.at("/rows/1");
    assertThat(hello.at("/workload").asText()).isEqualTo("hello-sequence");
    assertThat(hello.at("/subject").asText()).isEqualTo("estiba");
    assertThat(hello.at("/point").asText()).isEqualTo("1 in flight");
    assertThat(hello.at("/figures/perSecond").asDouble()).isEqualTo(400);
    assertThat(hello.at("/figures/p50Flushes").asDouble()).isEqualTo(12);
    assertThat(hello.at("/heldAgainst/0/target").asText()).isEqualTo("p50 ms <= 3");
    assertThat(hello.at("/heldAgainst/0/met").asBoolean()).isTrue();
    assertThat(json.at("/rows/2/skipped").asText()).isEqualTo("it needs PostgreSQL");
  }

  @Test
  void unknown_names_are_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> new BenchOptions(true, Set.of("hello"), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no workload 'hello', but hello-sequence, idle-hub, fan-out,"
                + " sub-orchestrations, recovery, over-grpc.");
    assertThatThrownBy(() -> new BenchOptions(true, Set.of(), Set.of("temporal")))
        .hasMessage("There is no peer 'temporal', but durabletask-go, restate, dbos.");
  }
}
