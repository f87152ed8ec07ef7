package dev.estiba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.batch.BatchProgress;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.BatchState;
import dev.estiba.batch.ItemCounts;
import dev.estiba.batch.ItemFailure;
import dev.estiba.batch.ItemState;
import dev.estiba.batch.Items;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code estiba batch} says of a batch. */
final class BatchTextTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static BatchProgress progress(ItemCounts counts, Double perMinute, Instant end) {
    return new BatchProgress(1, counts.total(), counts, START, perMinute, end, null);
  }

  private static ItemCounts running(int running, int succeeded) {
    return new ItemCounts(20 - running - succeeded, running, succeeded, 0, 0, 0, 0, 0);
  }

  private static BatchResult result(ItemCounts counts, List<ItemFailure> failures, int more) {
    return new BatchResult(
        BatchState.FAILED,
        1,
        counts.total(),
        counts,
        failures,
        more,
        null,
        null,
        START,
        START.plusSeconds(34),
        Map.of(),
        List.of(),
        new Cost(1, 1, 0.00123, "USD"));
  }

  private static ItemFailure failure(int index) {
    return new ItemFailure(
        index, ItemState.FAILED, 3, new Reason("ExitCode", null, "It exited with 3.", "See why."));
  }

  @Test
  void progress_is_told_in_words_without_what_there_is_none_of() {
    ItemCounts counts = new ItemCounts(8, 4, 5, 1, 2, 0, 0, 0);

    assertThat(BatchText.progress(progress(counts, 7.25, START.plusSeconds(125)), START))
        .isEqualTo(
            "8 of 20 items have ended, 1 failed, 2 timed out, 4 running, 7.3 a minute, 2 min left");
    assertThat(BatchText.progress(progress(running(1, 0), null, null), START))
        .isEqualTo("0 of 20 items have ended, 1 running");
  }

  @Test
  void a_result_is_one_line() {
    ItemCounts counts = new ItemCounts(0, 0, 17, 2, 1, 0, 0, 0);

    assertThat(BatchText.summary(result(counts, List.of(), 0)))
        .isEqualTo("Failed: 17 of 20 items succeeded, 2 failed, 1 timed out; 34 s; 0.0012 USD");
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S,0 s",
    "PT119S,119 s",
    "PT120S,2 min",
    "PT119M,119 min",
    "PT47H,47 h",
    "P3D,3 days"
  })
  void durations_are_told_in_one_unit(Duration duration, String text) {
    assertThat(BatchText.duration(duration)).isEqualTo(text);
  }

  @Test
  void twenty_failed_items_are_listed_and_the_others_counted() {
    List<ItemFailure> failures = IntStream.range(0, 100).mapToObj(i -> failure(i)).toList();
    ItemCounts counts = new ItemCounts(0, 0, 0, 150, 0, 0, 0, 0);

    List<String> lines =
        new FailedItems("b1", result(counts, failures, 50), new Items.Count(150)).lines();

    assertThat(lines)
        .hasSize(21)
        .startsWith("0 Failed: It exited with 3.")
        .endsWith("… and 130 more; 'estiba batch items b1' shows every item");
  }

  @Test
  void an_item_is_shown_beside_its_index_and_not_longer_than_a_line() {
    Items items =
        new Items.Listed(List.of(TextNode.valueOf("a.csv"), TextNode.valueOf("x".repeat(99))));
    ItemCounts counts = new ItemCounts(0, 0, 0, 2, 0, 0, 0, 0);

    List<String> lines =
        new FailedItems("b1", result(counts, List.of(failure(0), failure(1)), 0), items).lines();

    assertThat(lines)
        .containsExactly(
            "0 \"a.csv\" Failed: It exited with 3.",
            "1 \"" + "x".repeat(58) + "… Failed: It exited with 3.");
  }

  @Test
  void lines_come_on_change_and_not_more_often_than_every_ten_seconds() {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    StringWriter err = new StringWriter();
    BatchLines lines = new BatchLines(new PrintWriter(err), now::get);

    lines.show(progress(running(1, 0), null, null));
    now.set(START.plusMillis(9_999));
    lines.show(progress(running(1, 1), null, null));
    now.set(START.plusSeconds(10));
    lines.show(progress(running(1, 2), null, null));
    now.set(START.plusSeconds(30));
    lines.show(progress(running(1, 2), null, null));

    assertThat(err.toString().lines())
        .containsExactly(
            "0 of 20 items have ended, 1 running", "2 of 20 items have ended, 1 running");
  }

  @ParameterizedTest
  @CsvSource({
    "true, xterm, '', true, true",
    "true, xterm, 1, true, false",
    "true, dumb, '', false, false",
    "true, '', '', false, false",
    "false, xterm, '', false, false"
  })
  void a_bar_is_for_terminals_that_move_their_cursor_and_colours_can_be_refused(
      boolean terminal, String term, String noColor, boolean redraws, boolean colours) {
    assertThat(Screen.of(terminal, Map.of("TERM", term, "NO_COLOR", noColor)))
        .isEqualTo(new Screen(redraws, colours));
  }
}
