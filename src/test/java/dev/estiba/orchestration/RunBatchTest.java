package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.BatchState;
import dev.estiba.batch.ItemFailure;
import dev.estiba.batch.ItemState;
import dev.estiba.document.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunBatchTest {

  /** Three events for each of ten lanes, and eight for each of 60 times that it tells of itself. */
  private static final int BOUND = 3 * 10 + 8 * 60;

  private BatchWorld world;

  @BeforeEach
  void begin() {
    world = new BatchWorld();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void every_item_runs_once_and_no_more_at_a_time_than_allowed() {
    BatchResult result = world.run(batch("\"count\": 100, \"maxParallel\": 8"));

    assertThat(result.state()).isEqualTo(BatchState.SUCCEEDED);
    assertThat(result.counts().succeeded()).isEqualTo(100);
    assertThat(world.created)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 100).mapToObj(index -> "root-" + index).toList());
    assertThat(world.most).isEqualTo(8);
    assertThat(world.groups).isEmpty();
    assertThat(result.cost()).isNotNull();
  }

  @Test
  void a_slow_item_holds_up_no_other() {
    world.durations = task -> Duration.ofSeconds(BatchWorld.indexOf(task) == 0 ? 3600 : 60);

    BatchResult result = world.run(batch("\"count\": 41, \"maxParallel\": 5"));

    assertThat(Duration.between(result.startedAt(), result.finishedAt()))
        .isBetween(Duration.ofSeconds(3600), Duration.ofSeconds(3690));
  }

  @Test
  void what_failed_is_told_with_its_reason() {
    world.exitCodes = task -> BatchWorld.indexOf(task) % 10 == 3 ? 7 : 0;

    BatchResult result = world.run(batch("\"count\": 20, \"maxParallel\": 4"));

    assertThat(result.state()).isEqualTo(BatchState.FAILED);
    assertThat(result.reason().message()).isEqualTo("2 of 20 items did not succeed.");
    assertThat(result.counts().succeeded()).isEqualTo(18);
    assertThat(result.failures())
        .extracting(ItemFailure::index, ItemFailure::state, ItemFailure::exitCode)
        .containsExactly(tuple(3, ItemState.FAILED, 7), tuple(13, ItemState.FAILED, 7));
    assertThat(result.failures().get(0).reason().type()).isEqualTo("ExitCode");
  }

  @Test
  void failures_that_are_allowed_do_not_fail_it() {
    world.exitCodes = task -> BatchWorld.indexOf(task) == 3 ? 7 : 0;

    BatchResult result = world.run(batch("\"count\": 20, \"maxFailures\": \"5%\""));

    assertThat(result.state()).isEqualTo(BatchState.SUCCEEDED);
    assertThat(result.counts().failed()).isEqualTo(1);
  }

  @Test
  void the_first_failure_ends_one_that_fails_fast() {
    world.durations = task -> Duration.ofSeconds(BatchWorld.indexOf(task) == 2 ? 10 : 600);
    world.exitCodes = task -> BatchWorld.indexOf(task) == 2 ? 1 : 0;

    BatchResult result = world.run(batch("\"count\": 50, \"maxParallel\": 5, \"failFast\": true"));

    assertThat(result.state()).isEqualTo(BatchState.FAILED);
    assertThat(result.counts().failed()).isEqualTo(1);
    assertThat(result.counts().cancelled()).isEqualTo(4);
    assertThat(result.counts().skipped()).isEqualTo(45);
    assertThat(world.groups).isEmpty();
    assertThat(Duration.between(result.startedAt(), result.finishedAt()))
        .isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void cancel_ends_what_runs_and_begins_nothing_more() {
    world.start(batch("\"count\": 50, \"maxParallel\": 5"));
    world.hub.until("root", state -> world.created.size() == 10);
    world.cancel("{\"reason\": \"enough\", \"by\": \"ana\"}");

    BatchResult result = world.end();

    assertThat(result.state()).isEqualTo(BatchState.CANCELLED);
    assertThat(result.cancelledBy()).isEqualTo("ana");
    assertThat(result.reason().message()).isEqualTo("The batch was cancelled by ana: enough");
    assertThat(result.counts().cancelled()).isEqualTo(5);
    assertThat(result.counts().succeeded()).isEqualTo(5);
    assertThat(result.counts().skipped()).isEqualTo(40);
    assertThat(world.groups).isEmpty();
    assertThat(world.created).hasSize(10);
  }

  @Test
  void tasks_that_have_not_begun_when_they_are_cancelled_are_cancelled_again() {
    world.missedStops = 2;
    world.durations = task -> Duration.ofHours(1);
    world.start(batch("\"count\": 3, \"maxParallel\": 3"));
    world.hub.until("root", state -> world.created.size() == 3);
    world.cancel("{}");

    BatchResult result = world.end();

    assertThat(result.counts().cancelled()).isEqualTo(3);
    assertThat(world.groups).isEmpty();
  }

  @Test
  void those_that_a_failure_ends_are_cancelled_again_too() {
    world.missedStops = 2;
    world.durations =
        task -> BatchWorld.indexOf(task) == 0 ? Duration.ofSeconds(10) : Duration.ofHours(1);
    world.exitCodes = task -> 1;

    BatchResult result = world.run(batch("\"count\": 3, \"failFast\": true"));

    assertThat(result.counts().failed()).isEqualTo(1);
    assertThat(result.counts().cancelled()).isEqualTo(2);
    assertThat(world.groups).isEmpty();
  }

  @Test
  void its_time_ends_it() {
    BatchResult result =
        world.run(batch("\"count\": 50, \"maxParallel\": 1, \"timeoutSeconds\": 600"));

    assertThat(result.state()).isEqualTo(BatchState.TIMED_OUT);
    assertThat(result.counts().skipped()).isGreaterThan(30);
    assertThat(world.groups).isEmpty();
  }

  @Test
  void a_retry_runs_what_has_not_succeeded_and_nothing_else() {
    world.exitCodes = task -> BatchWorld.indexOf(task) % 10 == 3 ? 7 : 0;
    String batch = batch("\"count\": 30, \"maxParallel\": 4");
    BatchResult first = world.run(batch);
    world.exitCodes = task -> 0;
    world.created.clear();

    BatchResult second = world.retry(batch, 2);

    assertThat(world.created).containsExactlyInAnyOrder("root-r2-3", "root-r2-13", "root-r2-23");
    assertThat(second.state()).isEqualTo(BatchState.SUCCEEDED);
    assertThat(second.counts().succeeded()).isEqualTo(30);
    assertThat(second.cost().amount()).isGreaterThan(first.cost().amount());
  }

  @Test
  void a_task_that_azure_refuses_for_good_is_an_item_that_is_rejected() {
    world.creates =
        input ->
            BatchWorld.indexOf(input.ref()) == 1
                ? BatchWorld.refused("ImageNotFound", AgainPolicy.FAIL)
                : new CreateContainerGroup.Outcome.Created();

    BatchResult result = world.run(batch("\"count\": 3"));

    assertThat(result.counts().rejected()).isEqualTo(1);
    assertThat(result.failures().get(0).reason().type()).isEqualTo("ImageNotFound");
  }

  @Test
  void an_item_without_a_valid_task_is_rejected_at_once_and_the_others_run() {
    world.durations = task -> Duration.ofSeconds(5);
    world.start(unchecked("\"maxParallel\": 2"));

    BatchResult result = world.end();

    assertThat(result.counts().succeeded()).isEqualTo(4);
    assertRejected(result, 2);
    assertThat(world.created).doesNotContain("root-2");
  }

  @Test
  void an_item_without_a_valid_task_shares_no_group() {
    world.durations = task -> Duration.ofSeconds(5);
    world.othersRun = (task, name) -> Duration.ofSeconds(5);
    world.start(unchecked("\"pack\": true"));

    BatchResult result = world.end();

    assertThat(result.counts().succeeded()).isEqualTo(4);
    assertRejected(result, 2);
    assertThat(world.packs)
        .isEqualTo(Map.of("root-0", List.of("item-1"), "root-3", List.of("item-4")));
  }

  @Test
  void an_item_without_a_valid_task_ends_a_batch_that_fails_fast() {
    world.durations = task -> Duration.ofHours(1);
    world.start(unchecked("\"failFast\": true"));

    BatchResult result = world.end();

    assertThat(result.state()).isEqualTo(BatchState.FAILED);
    assertRejected(result, 2);
    assertThat(world.groups).isEmpty();
  }

  /** Five items, of which the third has no valid task. */
  private static Batch unchecked(String rest) {
    return BatchParser.readSealed(
        Json.read(
            "{\"task\": {\"image\": \"{{item}}\", \"cpu\": 0.25, \"memoryInGB\": 0.5},"
                + " \"items\": [\"a\", \"b\", null, \"c\", \"d\"], "
                + rest
                + "}",
            JsonNode.class));
  }

  private void assertRejected(BatchResult result, int index) {
    ItemFailure failure =
        result.failures().stream().filter(f -> f.index() == index).findFirst().orElseThrow();
    assertThat(failure.state()).isEqualTo(ItemState.REJECTED);
    assertThat(failure.reason().type()).isEqualTo("InvalidItem");
    assertThat(failure.reason().message()).contains("/task/image is required");
    assertThat(Duration.between(world.begin, world.hub.now())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void outputs_of_the_items_are_lists_in_their_order() {
    world.outputs =
        task ->
            BatchWorld.indexOf(task) == 1
                ? Map.of()
                : Map.of("rows", "" + 10 * BatchWorld.indexOf(task), "name", "n");

    BatchResult result = world.run(batch("\"count\": 3"));

    assertThat(result.outputs())
        .isEqualTo(
            Map.of(
                "rows", Json.read("[0, null, 20]", JsonNode.class),
                "name", Json.read("[\"n\", null, \"n\"]", JsonNode.class)));
  }

  @Test
  void small_items_share_groups_and_each_has_its_own_end() {
    world.exitCodes = task -> 3;
    world.otherExitCodes = (task, name) -> name.equals("item-5") ? 4 : 0;

    BatchResult result =
        world.run(packed("\"count\": 20, \"maxParallel\": 2", "\"name\": \"small\""));

    assertThat(world.created).containsExactlyInAnyOrder("root-0", "root-16");
    assertThat(world.packs.get("root-16")).containsExactly("item-17", "item-18", "item-19");
    assertThat(result.counts().succeeded()).isEqualTo(17);
    assertThat(result.failures())
        .extracting(ItemFailure::index, ItemFailure::exitCode)
        .containsExactlyInAnyOrder(tuple(0, 3), tuple(16, 3), tuple(5, 4));
    assertThat(result.outputs().get("from").get(7).asText()).isEqualTo("item-7");
    assertThat(world.groups).isEmpty();
  }

  @Test
  void of_a_pack_only_what_failed_runs_again() {
    world.otherExitCodes =
        (task, name) ->
            name.equals("item-3") && task.instanceId().equals("root-0")
                    || name.equals("item-5") && !task.instanceId().equals("root-0-3")
                ? 1
                : 0;

    BatchResult result =
        world.run(packed("\"count\": 8", "\"retry\": {\"maxAttempts\": 3, \"backoffSeconds\": 5}"));

    assertThat(world.created).containsExactly("root-0", "root-0-2", "root-0-3");
    assertThat(world.packs.get("root-0-2")).as("beside item 3").containsExactly("item-5");
    assertThat(world.packs.get("root-0-3")).isEmpty();
    assertThat(result.state()).isEqualTo(BatchState.SUCCEEDED);
    assertThat(world.ledger().attempts()).isEqualTo(Map.of(3, 2, 5, 3));
  }

  @Test
  void what_had_ended_of_a_pack_that_is_cancelled_has_succeeded() {
    world.othersRun = (task, name) -> Duration.ofSeconds(name.equals("item-1") ? 10 : 3600);
    world.start(packed("\"count\": 4", "\"name\": \"small\""));
    world.hub.until("root", state -> world.hub.now().isAfter(world.begin.plusSeconds(120)));
    world.cancel("{}");

    BatchResult result = world.end();

    assertThat(result.counts().succeeded()).as("the first, and item 1").isEqualTo(2);
    assertThat(result.counts().cancelled()).isEqualTo(2);
  }

  @Test
  void no_history_grows_with_the_number_of_items() {
    List<Integer> longest = List.of(longestHistory(20), longestHistory(120));

    System.out.println("Longest history with 10 in parallel, of 20 and 120 items: " + longest);
    assertThat(longest).allSatisfy(events -> assertThat(events).isLessThan(BOUND));
    assertThat(longest.get(1) - longest.get(0)).as("six times the time").isLessThan(100);
  }

  private int longestHistory(int items) {
    try (BatchWorld one = new BatchWorld()) {
      one.run(batch("\"count\": " + items + ", \"maxParallel\": 10"));
      return one.hub.longestHistory();
    }
  }

  private static String packed(String rest, String ofTask) {
    return "{\"task\": {\"image\": \"busybox\", \"cpu\": 0.25, \"memoryInGB\": 0.5, "
        + ofTask
        + "}, \"pack\": true, "
        + rest
        + "}";
  }

  private static String batch(String rest) {
    return "{\"task\": {\"image\": \"busybox\"}, " + rest + "}";
  }
}
