package dev.estiba.batch;

import static dev.estiba.batch.Batches.json;
import static dev.estiba.batch.Batches.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.task.Billing;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.Sidecar;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackPlanTest {

  private static Batch packed(String task, String items, String pack) {
    return valid(
        "{'task': {'image': 'busybox', " + task + "}, " + items + ", 'pack': " + pack + "}");
  }

  private static List<Pack> plan(Batch batch) {
    return PackPlan.of(batch, IntStream.range(0, batch.size()).boxed().toList());
  }

  private static List<Integer> sizes(Batch batch) {
    return plan(batch).stream().map(pack -> pack.items().size()).toList();
  }

  @Test
  void a_thousand_small_items_need_less_than_a_tenth_of_a_thousand_groups() {
    Batch batch = packed("'cpu': 0.25, 'memoryInGB': 0.5", "'count': 1000", "true");

    List<Pack> packs = plan(batch);

    assertThat(packs).hasSize(63);
    assertThat(packs.stream().flatMap(pack -> pack.items().stream()))
        .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1, 0.1, 130, true | 40, 40, 40, 10",
        "0.1, 0.4, 100, true | 40, 40, 20",
        "0.1, 0.1, 130, {'maxCpu': 31} | 60, 60, 10",
        "0.1, 1.6, 25, true | 10, 10, 5",
        "0.5, 1, 5, {'maxContainers': 2} | 2, 2, 1",
        "0.3, 0.1, 11, {'maxCpu': 3} | 10, 1",
        "0.5, 0.5, 5, {'maxMemoryInGB': 1} | 2, 2, 1",
        "8, 1, 3, true | 1, 1, 1",
        "1, 1, 3, {'maxContainers': 1} | 1, 1, 1"
      },
      quoteCharacter = '`')
  void a_group_takes_what_fits(String items, String expected) {
    String[] parts = items.split(", ", 4);

    Batch batch =
        packed(
            "'cpu': " + parts[0] + ", 'memoryInGB': " + parts[1], "'count': " + parts[2], parts[3]);

    assertThat(sizes(batch)).hasToString("[" + expected + "]");
  }

  @Test
  void a_spot_group_is_no_larger_than_azure_has_them() {
    Batch batch =
        packed(
            "'cpu': 1, 'priority': 'Spot'", "'count': 5", "{'maxCpu': 31, 'maxMemoryInGB': 200}");

    assertThat(sizes(batch)).containsExactly(4, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'location': '{{item}}' | ['weu', 'weu', 'neu', 'weu'] | 2, 1, 1",
        "'labels': {'a': '{{item}}'} | ['x', 'x', 'y'] | 2, 1",
        "'timeoutSeconds': '{{item}}' | [60, 60, 61] | 2, 1",
        "'retry': {'maxAttempts': '{{item}}'} | [1, 2, 2] | 1, 2",
        "'image': '{{item}}', 'name': '{{item}}' | ['a', 'b', 'c'] | 3",
        "'cpu': '{{item}}' | [3, 1, 1, 2, 2] | 2, 2, 1"
      },
      quoteCharacter = '`')
  void only_items_that_are_alike_to_the_group_share_one(String task, String items, String sizes) {
    Batch batch =
        valid(
            "{'task': {"
                + (task.contains("'image'") ? "" : "'image': 'busybox', ")
                + "'memoryInGB': 0.5, "
                + task
                + "}, 'items': "
                + items
                + ", 'pack': true}");

    assertThat(sizes(batch)).hasToString("[" + sizes + "]");
  }

  @Test
  void only_the_items_that_are_asked_for_are_planned() {
    Batch batch = packed("'cpu': 1", "'count': 10", "true");

    assertThat(PackPlan.of(batch, List.of(1, 5, 7, 8, 9)))
        .containsExactly(new Pack(List.of(1, 5, 7, 8)), new Pack(List.of(9)));
    assertThat(PackPlan.of(batch, List.of())).isEmpty();
  }

  @Test
  void an_item_without_a_valid_task_is_alone() {
    Batch batch =
        BatchParser.readSealed(
            json("{'task': {'image': '{{item}}'}, 'items': ['a', null, 'b', 'c'], 'pack': true}"));

    assertThat(plan(batch))
        .containsExactly(new Pack(List.of(0)), new Pack(List.of(1)), new Pack(List.of(2, 3)));
  }

  @Test
  void a_group_has_the_first_item_and_the_others_beside_it() {
    Batch batch =
        packed("'cpu': 1, 'name': 'etl', 'command': ['do', '{{item}}']", "'count': 9", "true");

    ContainerTask task = PackPlan.task(batch, new Pack(List.of(3, 5, 7)));

    ContainerTask first = BatchItems.task(batch, 3);
    assertThat(task)
        .isEqualTo(
            new ContainerTask(
                "etl",
                first.container(),
                List.of(
                    new Sidecar("item-5", BatchItems.task(batch, 5).container()),
                    new Sidecar("item-7", BatchItems.task(batch, 7).container())),
                List.of(),
                first.group(),
                first.placement(),
                first.limits(),
                first.retry(),
                first.keep(),
                List.of()));
    assertThat(task.sidecars().get(1).container().environmentVariables())
        .contains(new EnvironmentVariable("ESTIBA_INDEX", "7", null));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.1, 0.1, 1, 1",
    "3, 0.1, 0.1, 0.8, 0.8",
    "2, 0.3, 2, 0.7, 2",
    "5, 0.5, 1, 0.5, 1"
  })
  void a_group_is_never_smaller_than_azure_has_them(
      int items, double cpu, double memory, double firstCpu, double firstMemory) {
    Batch batch =
        packed("'cpu': " + cpu + ", 'memoryInGB': " + memory, "'count': " + items, "true");

    ContainerTask task = PackPlan.task(batch, plan(batch).get(0));

    assertThat(task.container().cpu()).isEqualTo(firstCpu);
    assertThat(task.container().memoryInGB()).isEqualTo(firstMemory);
    assertThat(Billing.cpu(task)).isGreaterThanOrEqualTo(1 - 1e-9);
    assertThat(Billing.memoryInGB(task)).isGreaterThanOrEqualTo(1 - 1e-9);
  }

  @Test
  void no_container_beside_has_the_name_of_the_task() {
    Batch batch = packed("'cpu': 1, 'name': 'item-1'", "'count': 2", "true");

    ContainerTask task = PackPlan.task(batch, new Pack(List.of(0, 1)));

    assertThat(task.name()).isNull();
    assertThat(task.sidecars()).extracting(Sidecar::name).containsExactly("item-1");
  }

  @Test
  void a_batch_that_is_not_packed_has_no_plan() {
    Batch batch = valid("{'task': {'image': 'x'}, 'count': 2}");

    assertThatThrownBy(() -> PackPlan.of(batch, List.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share no container groups");
  }
}
