package dev.estiba.batch;

import static dev.estiba.batch.Batches.batch;
import static dev.estiba.batch.Batches.json;
import static dev.estiba.batch.Batches.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchItemsTest {

  private static final String ITEM =
      "{'a': {'b': 'deep', 'n': null}, 'cpu': 0.5, 'words': ['x', 'y'], 'on': true, 'a-b': 7}";

  private static String filled(String text) {
    Batch batch = valid(batch("'command': ['sh', '" + text + "']", "['first', " + ITEM + "]"));
    return BatchItems.task(batch, 1).container().command().get(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i={{index}} | i=1",
        "{{{index}}} | {1}",
        "{{{{item}} | {{item}}",
        "{{{{ {{index}} | {{ 1",
        "{{.State}} | {{.State}}",
        "{{ range x }} | {{ range x }}",
        "{{item | {{item",
        "${{item}} | ${{item}}",
        "${{ steps.a }} | ${{ steps.a }}",
        "{{}} | {{}}"
      },
      quoteCharacter = '`')
  void what_stands_in_a_text_is_filled_in_or_stays(String text, String expected) {
    assertThat(filled(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<{{item.a.b}}> | <deep>",
        "<{{ item.a.b }}> | <deep>",
        "<{{item.a.n}}> | <>",
        "<{{item.cpu}},{{item.on}},{{item.a-b}}> | <0.5,true,7>",
        "<{{item.words}}> | <[\"x\",\"y\"]>",
        "{{item.a.b}} | deep",
        "{{item.cpu}} | 0.5",
        "{{item.on}} | true",
        "{{item.words}} | [\"x\",\"y\"]",
        "{{item.a.n}} | ``"
      },
      quoteCharacter = '`')
  void fields_of_an_item_are_filled_in(String text, String expected) {
    Batch batch = valid(batch("'command': ['sh', '" + text + "']", "[" + ITEM + "]"));

    assertThat(BatchItems.task(batch, 0).container().command().get(1)).isEqualTo(expected);
  }

  @Test
  void a_number_that_stands_in_the_template_itself_is_no_text() {
    assertThat(Batches.problems(batch("'command': ['sleep', 5, '{{item}}']", "[7]")))
        .containsExactly("/task/command/1 must be text, not a number; put it in quotes");
  }

  @Test
  void what_is_nothing_but_a_placeholder_keeps_its_type() {
    Batch batch =
        valid(
            batch(
                "'cpu': '{{item.cpu}}', 'command': '{{item.words}}', 'spotFallback': '{{item.on}}',"
                    + " 'location': '{{item.a.n}}', 'timeoutSeconds': '{{item.a-b}}'",
                "[" + ITEM + "]"));

    ContainerTask task = BatchItems.task(batch, 0);

    assertThat(task.container().cpu()).isEqualTo(0.5);
    assertThat(task.container().command()).containsExactly("x", "y");
    assertThat(task.placement().spotFallback()).isTrue();
    assertThat(task.placement().location()).isNull();
    assertThat(task.limits().timeoutSeconds()).isEqualTo(7);
  }

  @Test
  void an_item_may_be_a_whole_part_of_the_task() {
    Batch batch = valid(batch("'labels': '{{item}}'", "[{'a': 'b'}, {}]"));

    assertThat(BatchItems.task(batch, 0).group().labels()).containsEntry("a", "b");
    assertThat(BatchItems.task(batch, 1).group().labels()).isEmpty();
  }

  @Test
  void an_item_may_be_the_whole_task() {
    Batch batch = valid("{'task': '{{item}}', 'items': [{'image': 'a'}, {'image': 'b'}]}");

    assertThat(BatchItems.task(batch, 1).container().image()).isEqualTo("b");
    assertThat(Batches.problems("{'task': '{{item}}', 'items': [{'image': 'a'}, 7]}"))
        .singleElement()
        .asString()
        .startsWith("/items/1 makes a wrong task: /task must be an object such as");
  }

  @Test
  void what_an_item_says_is_no_template() {
    Batch batch = valid(batch("'command': ['{{item}}']", "['{{index}}']"));

    assertThat(BatchItems.task(batch, 0).container().command()).containsExactly("{{index}}");
  }

  @Test
  void every_container_learns_which_item_it_is_for() {
    Batch batch =
        valid(
            batch(
                "'environmentVariables': [{'name': 'A', 'value': 'x'}],"
                    + " 'sidecars': [{'name': 's', 'image': 'x'}],"
                    + " 'initContainers': [{'name': 'i', 'image': 'x'}]",
                "['a', 'b', 'c']"));

    ContainerTask task = BatchItems.task(batch, 2);

    List<EnvironmentVariable> ours =
        List.of(
            new EnvironmentVariable("ESTIBA_INDEX", "2", null),
            new EnvironmentVariable("ESTIBA_COUNT", "3", null));
    assertThat(task.container().environmentVariables())
        .containsExactly(new EnvironmentVariable("A", "x", null), ours.get(0), ours.get(1));
    assertThat(task.sidecars().get(0).container().environmentVariables()).isEqualTo(ours);
    assertThat(task.initContainers().get(0).environmentVariables()).isEqualTo(ours);
  }

  @Test
  void with_a_count_the_item_is_its_index() {
    Batch batch = valid("{'task': {'image': 'x', 'command': ['{{item}}/{{index}}']}, 'count': 9}");

    assertThat(BatchItems.task(batch, 8).container().command()).containsExactly("8/8");
  }

  @Test
  void an_item_that_became_known_late_may_be_wrong() {
    Batch checked = valid(batch("'cpu': '{{item}}'", "[1]"));
    Batch batch =
        new Batch(
            null,
            checked.task(),
            new Items.Listed(List.of(json("1"), json("99"))),
            1,
            checked.maxFailures(),
            60,
            null,
            List.of());

    assertThat(BatchItems.parse(batch, 0)).isInstanceOf(ParsedItem.Valid.class);
    assertThat(BatchItems.parse(batch, 1))
        .isEqualTo(
            new ParsedItem.Invalid(
                List.of(
                    new Problem(
                        "/task/cpu",
                        "must be a number from 0.1 to 31 (vCPUs), in steps of 0.01"))));
    assertThatThrownBy(() -> BatchItems.task(batch, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Item 1 of the batch has no valid task")
        .hasMessageContaining("/task/cpu must be a number");
    assertThatThrownBy(() -> BatchItems.task(batch, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void an_item_that_became_known_late_brings_no_secret_in_plain_text() {
    Batch checked = valid(batch("'name': 'x'", "[1]"));
    Batch batch =
        new Batch(
            null,
            json("{'image': 'x', 'environmentVariables': '{{item}}'}"),
            new Items.Listed(List.of(json("[{'name': 'A', 'secureValue': 's'}]"))),
            1,
            checked.maxFailures(),
            60,
            null,
            List.of());

    assertThat(BatchItems.parse(batch, 0))
        .isInstanceOfSatisfying(
            ParsedItem.Invalid.class,
            invalid ->
                assertThat(invalid.problems().get(0).path())
                    .isEqualTo("/task/environmentVariables/0/secureValue"));
  }
}
