package dev.estiba.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.batch.BatchLedger.Taken;
import dev.estiba.document.Json;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchLedgerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final FailureLimit ANY = new FailureLimit.None();
  private static final Reason REASON = new Reason("ExitCode", null, "it exited with 7", "mend it.");

  @Test
  void lanes_take_each_item_once_whichever_asks() {
    BatchLedger ledger = BatchLedger.open("b", 5, NOW);
    List<Integer> taken = new ArrayList<>();

    for (int turn = 1; turn <= 3; turn++) {
      for (int lane : new int[] {2, 1}) {
        Taken next = take(ledger, lane, turn, ended(ledger, lane));
        ledger = next.ledger();
        taken.addAll(next.items());
      }
    }

    assertThat(taken).containsExactly(0, 1, 2, 3, 4);
    assertThat(ledger.counts().succeeded()).isEqualTo(4);
    assertThat(ledger.running()).containsExactly(4);
  }

  @Test
  void a_lane_that_asks_again_gets_the_same_and_its_report_counts_once() {
    BatchLedger first = take(BatchLedger.open("b", 5, NOW), 1, 1, List.of()).ledger();
    List<ItemReport> report = List.of(report(0, ItemState.FAILED));
    Taken once = take(first, 1, 2, report);
    BatchLedger other = take(once.ledger(), 2, 1, List.of()).ledger();

    Taken again = take(other, 1, 2, report);

    assertThat(again.items()).isEqualTo(once.items()).containsExactly(1);
    assertThat(again.ledger()).isSameAs(other);
    assertThat(again.ledger().failures()).hasSize(1);
    assertThat(take(other, 1, 1, List.of()).items()).as("of a turn that is over").isEmpty();
  }

  @Test
  void one_failure_too_many_stops_it_and_names_the_lane() {
    BatchLedger ledger = BatchLedger.open("b", 10, NOW);
    FailureLimit one = new FailureLimit.Count(1);
    for (int lane = 1; lane <= 3; lane++) {
      ledger = take(ledger, lane, 1, List.of()).ledger();
    }
    ledger = take(ledger, 1, 2, List.of(report(0, ItemState.TIMED_OUT)), one).ledger();

    Taken last = take(ledger, 2, 2, List.of(report(1, ItemState.REJECTED)), one);

    assertThat(ledger.stop()).isNull();
    assertThat(last.items()).isEmpty();
    assertThat(last.ledger().stop().state()).isEqualTo(BatchState.FAILED);
    assertThat(last.ledger().stop().lane()).isEqualTo(2);
    assertThat(take(last.ledger(), 3, 2, List.of(report(2, ItemState.CANCELLED)), one).items())
        .isEmpty();
  }

  @Test
  void items_that_are_packed_know_their_first() {
    BatchLedger ledger = BatchLedger.open("b", 7, NOW);
    ledger = takePacks(ledger, 1, 1).ledger();
    Taken second = takePacks(ledger, 2, 1);

    assertThat(second.items()).containsExactly(3, 4, 5);
    assertThat(second.ledger().firstOfPack(5)).isEqualTo(3);
    assertThat(second.ledger().firstOfPack(6)).isEqualTo(6);
    assertThat(second.ledger().running()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void another_round_has_what_did_not_succeed_and_keeps_the_rest() {
    BatchLedger ledger = BatchLedger.open("b", 4, NOW);
    ledger = take(ledger, 1, 1, List.of()).ledger();
    ledger = take(ledger, 1, 2, List.of(report(0, ItemState.SUCCEEDED))).ledger();
    ledger = take(ledger, 1, 3, List.of(report(1, ItemState.FAILED))).ledger();
    ledger = ledger.closed(REASON, NOW);

    BatchLedger again = ledger.openAgain("b-r2", NOW);
    Taken taken = take(again, 1, 1, List.of());

    assertThat(ledger.state(2)).isEqualTo(ItemState.FAILED);
    assertThat(ledger.state(3)).isEqualTo(ItemState.SKIPPED);
    assertThat(again.counts().waiting()).isEqualTo(3);
    assertThat(taken.items()).containsExactly(1);
    assertThat(taken.ledger().roundOf(1)).isEqualTo(2);
    assertThat(taken.ledger().roundOf(0)).isEqualTo(1);
    assertThat(taken.ledger().roundOf(3)).isZero();
    assertThat(taken.ledger().cost()).isEqualTo(ledger.cost());
  }

  @Test
  void outputs_beyond_the_limit_are_all_dropped_and_that_is_told() {
    BatchLedger ledger = BatchLedger.open("b", 3, NOW);
    String half = "x".repeat(ItemOutputs.MAX_SIZE / 2);
    for (int index = 0; index < 3; index++) {
      ledger = take(ledger, 1, index + 1, index == 0 ? List.of() : told(index - 1, half)).ledger();
    }
    ledger = take(ledger, 1, 4, told(2, half)).ledger();

    BatchResult result = ledger.closed(REASON, NOW).result(ANY);

    assertThat(result.outputs()).isEmpty();
    assertThat(result.warnings()).containsExactly(ItemOutputs.DROPPED);
    assertThat(result.state()).isEqualTo(BatchState.SUCCEEDED);
  }

  @Test
  void outputs_of_so_many_names_that_their_lists_are_too_long_are_dropped_too() {
    BatchResult result = resultOfTelling(1000, 1000, index -> Map.of("n" + index, "1"));

    assertThat(result.outputs()).isEmpty();
    assertThat(result.warnings()).containsExactly(ItemOutputs.DROPPED);
    assertThat(Json.write(result)).hasSizeLessThan(10_000);
  }

  @Test
  void a_few_outputs_of_many_items_are_kept() {
    BatchResult result =
        resultOfTelling(10_000, 500, index -> Map.of("rows", "" + index, "file", "f" + index));

    assertThat(result.warnings()).isEmpty();
    assertThat(result.outputs()).containsOnlyKeys("rows", "file");
    assertThat(result.outputs().get("rows")).hasSize(10_000);
    assertThat(result.outputs().get("file").get(499).asText()).isEqualTo("f499");
    assertThat(result.outputs().get("file").get(500).isNull()).isTrue();
  }

  private static BatchResult resultOfTelling(
      int items, int telling, IntFunction<Map<String, String>> outputs) {
    BatchLedger ledger = take(BatchLedger.open("b", items, NOW), 1, 1, List.of()).ledger();
    for (int index = 0; index < telling; index++) {
      ItemReport report =
          new ItemReport(index, ItemState.SUCCEEDED, 1, 0, null, null, outputs.apply(index));
      ledger = take(ledger, 1, index + 2, List.of(report)).ledger();
    }
    return ledger.closed(REASON, NOW).result(ANY);
  }

  @Test
  void it_is_the_same_after_it_was_stored() {
    BatchLedger ledger = takePacks(BatchLedger.open("b", 9, NOW), 1, 1).ledger();
    ledger =
        ledger
            .take(
                1,
                2,
                IntStream.range(0, 3).mapToObj(i -> report(i, ItemState.FAILED)).toList(),
                new FailureLimit.Count(2),
                3,
                waiting -> waiting,
                NOW)
            .ledger();

    assertThat(Json.read(Json.write(ledger), BatchLedger.class)).isEqualTo(ledger);
  }

  private static List<ItemReport> ended(BatchLedger ledger, int lane) {
    BatchLedger.Lane last = ledger.lanes().get(lane);
    return last == null
        ? List.of()
        : last.items().stream().map(index -> report(index, ItemState.SUCCEEDED)).toList();
  }

  private static List<ItemReport> told(int index, String value) {
    return List.of(
        new ItemReport(index, ItemState.SUCCEEDED, 1, 0, null, null, Map.of("name", value)));
  }

  private static ItemReport report(int index, ItemState state) {
    boolean succeeded = state == ItemState.SUCCEEDED;
    return new ItemReport(
        index,
        state,
        1,
        succeeded ? 0 : 7,
        succeeded ? null : REASON,
        new Cost(1, 1, 0.5, "USD"),
        Map.of());
  }

  private static Taken take(BatchLedger ledger, int lane, int turn, List<ItemReport> reports) {
    return take(ledger, lane, turn, reports, ANY);
  }

  private static Taken take(
      BatchLedger ledger, int lane, int turn, List<ItemReport> reports, FailureLimit limit) {
    return ledger.take(lane, turn, reports, limit, 1, waiting -> waiting, NOW);
  }

  private static Taken takePacks(BatchLedger ledger, int lane, int turn) {
    return ledger.take(lane, turn, List.of(), ANY, 3, waiting -> waiting, NOW);
  }
}
