package dev.estiba.batch;

import static dev.estiba.batch.Batches.batch;
import static dev.estiba.batch.Batches.json;
import static dev.estiba.batch.Batches.parse;
import static dev.estiba.batch.Batches.parseYaml;
import static dev.estiba.batch.Batches.problems;
import static dev.estiba.batch.Batches.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.document.Unknown;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchParserTest {

  private static final String TASK = "'task': {'image': 'busybox'}";

  @Test
  void a_batch_that_says_all_is_read() {
    Batch batch =
        valid(
            parseYaml(
                """
                name: nightly
                task:
                  image: etl
                  command: [transform, "{{item}}"]
                items: [a, b, {file: c}]
                maxParallel: 7
                maxFailures: 2.5%
                timeoutSeconds: 3600
                pack: {maxCpu: 2.5, maxMemoryInGB: 8, maxContainers: 10}
                """));

    assertThat(batch.name()).isEqualTo("nightly");
    assertThat(batch.task().at("/command/1").textValue()).isEqualTo("{{item}}");
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.items().item(2)).isEqualTo(json("{'file': 'c'}"));
    assertThat(batch.maxParallel()).isEqualTo(7);
    assertThat(batch.maxFailures()).isEqualTo(FailureLimit.percent("2.5%"));
    assertThat(batch.timeoutSeconds()).isEqualTo(3600);
    assertThat(batch.pack()).isEqualTo(new Packing(2.5, 8, 10));
  }

  @Test
  void what_is_not_said_has_a_default() {
    assertThat(valid("{" + TASK + ", 'count': 3}"))
        .isEqualTo(
            new Batch(
                null,
                json("{'image': 'busybox'}"),
                new Items.Count(3),
                50,
                new FailureLimit.None(),
                604_800,
                null,
                List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count': 100000",
        "'count': 0, 'failFast': true",
        "'items': [], 'failFast': false",
        "'items': ['a', 1, 2.50, true, null, {'b': [1, {}]}, 12345678901234567890], 'maxFailures': 0",
        "'matrix': {'z': [1, 'x'], 'a': [null, [2]], 'm': [{}]}, 'maxFailures': '0.25%'",
        "'matrix': {'z': []}, 'pack': true",
        "'count': 1, 'pack': {'maxContainers': 1}, 'name': 'a-b', 'timeoutSeconds': 2592000"
      })
  void a_batch_survives_the_way_through_json(String fields) {
    Batch batch = valid("{" + TASK + ", " + fields + "}");

    Batch read = Json.read(Json.write(batch), Batch.class);

    assertThat(read).isEqualTo(batch);
    assertThat(Json.write(read)).isEqualTo(Json.write(batch));
    assertThat(read.size()).isEqualTo(batch.size());
  }

  @Test
  void the_last_axis_of_a_matrix_varies_fastest() {
    Items items = valid("{" + TASK + ", 'matrix': {'z': ['w', 'n'], 'a': [1, 2, 3]}}").items();

    assertThat(IntStream.range(0, items.size()).mapToObj(items::item))
        .extracting(Object::toString)
        .containsExactly(
            "{\"z\":\"w\",\"a\":1}",
            "{\"z\":\"w\",\"a\":2}",
            "{\"z\":\"w\",\"a\":3}",
            "{\"z\":\"n\",\"a\":1}",
            "{\"z\":\"n\",\"a\":2}",
            "{\"z\":\"n\",\"a\":3}");
    assertThatThrownBy(() -> items.item(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> items.item(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'count': 1 | /task is required: the task of each item",
        "'task': 'busybox', 'count': 1 | /task must be an object such as",
        "T | must have exactly one of items (a list), count (a number) and matrix",
        "T, 'count': 1, 'items': [] | must have exactly one of items",
        "T, 'count': -1 | /count must be a whole number from 0 to 100000 (items)",
        "T, 'count': 100001 | /count must be a whole number from 0 to 100000 (items)",
        "T, 'items': 'a' | /items must be a list such as",
        "T, 'items': {'a': 1} | /items must be a list such as",
        "T, 'matrix': [1] | /matrix must be an object such as",
        "T, 'matrix': {} | /matrix must have at least one axis",
        "T, 'matrix': {'a': 1} | /matrix/a must be a list such as",
        "T, 'matrix': {'a': null} | /matrix/a must be a list such as",
        "T, 'matrix': {'a b': [1]} | /matrix/a b must have a name of 1 to 100 letters",
        "T, 'count': 1, 'name': 'No' | /name must be 1 to 40 lower-case letters",
        "T, 'count': 1, 'maxParallel': 0 | /maxParallel must be a whole number from 1 to 1000",
        "T, 'count': 1, 'maxParallel': 1001 | /maxParallel must be a whole number from 1 to 1000",
        "T, 'count': 1, 'failFast': 'yes' | /failFast must be true or false, not text",
        "T, 'count': 1, 'maxFailures': '5' | /maxFailures must be a whole number of items, or a share",
        "T, 'count': 1, 'maxFailures': '100.5%' | /maxFailures must be a whole number of items",
        "T, 'count': 1, 'maxFailures': -1 | /maxFailures must be a whole number from 0 to 100000",
        "T, 'count': 1, 'failFast': true, 'maxFailures': 1 | /failFast must not be there beside",
        "T, 'count': 1, 'timeoutSeconds': 0 | /timeoutSeconds must be a whole number from 1",
        "T, 'count': 1, 'timeoutSeconds': 2592001 | /timeoutSeconds must be a whole number from 1",
        "T, 'count': 1, 'pack': 'yes' | /pack must be an object such as {\"maxContainers\": 20}, or true",
        "T, 'count': 1, 'pack': {'maxCpu': 0.5} | /pack/maxCpu must be a number from 1 to 31 (vCPUs)",
        "T, 'count': 1, 'pack': {'maxMemoryInGB': 241} | /pack/maxMemoryInGB must be a number from 1",
        "T, 'count': 1, 'pack': {'maxContainers': 61} | /pack/maxContainers must be a whole number",
        "T, 'count': 1, 'pack': {'cpu': 1} | /pack/cpu is not known here; allowed are maxCpu",
        "T, 'count': 1, 'parallel': 1 | /parallel is not known here; allowed are name, task, items"
      },
      quoteCharacter = '`')
  void a_wrong_field_is_told(String fields, String problem) {
    assertThat(problems("{" + fields.replaceFirst("^T", TASK) + "}"))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void a_document_that_is_no_object_is_told() {
    assertThat(problems("[]")).containsExactly(problems("7").get(0));
    assertThat(problems("[]").get(0)).startsWith("must be an object such as");
    assertThat(problems("{").get(0)).startsWith("is not JSON");
  }

  @Test
  void too_many_items_are_refused_however_they_are_written() {
    String many = IntStream.range(0, 100).mapToObj(i -> "1").collect(Collectors.joining(","));
    String axes =
        IntStream.range(0, 20)
            .mapToObj(i -> "'a" + i + "': [" + many + "]")
            .collect(Collectors.joining(","));

    assertThat(problems("{" + TASK + ", 'matrix': {" + axes + "}}"))
        .singleElement()
        .asString()
        .startsWith("/matrix must have at most 100000 items; it has ");
    assertThat(problems("{" + TASK + ", 'items': [" + "1,".repeat(100_000) + "1]}"))
        .containsExactly("/items must have at most 100000 items; it has 100001");
  }

  @Test
  void a_problem_of_all_items_is_told_once_in_the_template() {
    assertThat(problems(batch("'cpu': 99, 'command': ['{{itm}}', '{{item}}']", "['a', 'b']")))
        .containsExactly(
            "/task/command/0 has the placeholder {{itm}}, which is not known here; allowed are"
                + " {{item}}, {{item.FIELD}} and {{index}}. For the text itself write {{{{itm}}",
            "/task/cpu must be a number from 0.1 to 31 (vCPUs), in steps of 0.01");
  }

  @Test
  void a_problem_of_some_items_is_told_with_the_first_of_them() {
    assertThat(
            problems(
                batch(
                    "'cpu': '{{item.cpu}}'",
                    "[{'cpu': 1}, {'cpu': 99}, {'memory': 1}, {'cpu': 99}, 7]")))
        .containsExactly(
            "/items/1 makes a wrong task: /task/cpu must be a number from 0.1 to 31 (vCPUs), in"
                + " steps of 0.01 (and one more item)",
            "/items/2 makes a wrong task: /task/cpu has the placeholder {{item.cpu}}, and there is"
                + " no field cpu, only memory",
            "/items/4 makes a wrong task: /task/cpu has the placeholder {{item.cpu}}, and there is"
                + " no object with a field cpu");
  }

  @Test
  void an_item_that_is_not_in_the_document_is_named() {
    String task = "'task': {'image': 'busybox', 'cpu': '{{item.cpu}}'}";
    String count = "'task': {'image': 'busybox', 'cancelGraceSeconds': '{{index}}'}";

    assertThat(problems("{" + task + ", 'matrix': {'x': ['a', 'b'], 'cpu': [1, 99]}}"))
        .containsExactly(
            "/matrix item 1, {\"x\":\"a\",\"cpu\":99}, makes a wrong task: /task/cpu must be a"
                + " number from 0.1 to 31 (vCPUs), in steps of 0.01 (and one more item)");
    assertThat(problems("{" + count + ", 'count': 3610}"))
        .containsExactly(
            "/count item 3601 makes a wrong task: /task/cancelGraceSeconds must be a whole number"
                + " from 0 to 3600 (seconds) (and 8 more items)");
  }

  @Test
  void more_problems_than_anybody_reads_are_not_told() {
    String items =
        IntStream.range(0, 1000).mapToObj(i -> "'A" + i + "'").collect(Collectors.joining(","));

    List<String> problems = problems("{'task': {'image': '{{item}}'}, 'items': [" + items + "]}");

    assertThat(problems).hasSize(101);
    assertThat(problems.get(99)).startsWith("/items/99 makes a wrong task: /task/image must be");
    assertThat(problems.get(100)).isEqualTo("has more problems than these 100");
  }

  @Test
  void a_template_that_is_wrong_is_told_without_any_item() {
    assertThat(problems(batch("'cpu': 99, 'name': '{{item}}'", "[]")))
        .containsExactly("/task/cpu must be a number from 0.1 to 31 (vCPUs), in steps of 0.01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ESTIBA_INDEX", "ESTIBA_COUNT"})
  void the_variables_of_the_batch_cannot_be_set(String name) {
    String variables = "'environmentVariables': [{'name': '" + name + "', 'value': 'x'}]";
    String containers = "[{'name': 'a', 'image': 'x', " + variables + "}]";

    assertThat(
            problems(
                batch(
                    variables
                        + ", 'sidecars': "
                        + containers
                        + ", 'initContainers': "
                        + containers.replace("'a'", "'b'"),
                    "['a']")))
        .hasSize(3)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains(
                        "/environmentVariables/0/name must be neither ESTIBA_INDEX nor"
                            + " ESTIBA_COUNT"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sidecars': [{'name': 'a', 'image': 'x'}] | /task/sidecars",
        "'initContainers': [{'name': 'a', 'image': 'x'}] | /task/initContainers",
        "'containerGroup': {'sku': 'x'} | /task/containerGroup",
        "'keep': 'always' | /task/keep",
        "'onCompletion': [{'queue': 'done'}] | /task/onCompletion",
        "'keep': {'when': 'never'} | /task/keep",
        "'network': {'subnet': SUBNET, 'ports': [{'port': 80}]} | /task/network/ports"
      },
      quoteCharacter = '`')
  void what_items_of_a_group_cannot_have_is_refused_with_pack(String field, String place) {
    String subnet =
        "'/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/rg/providers/"
            + "Microsoft.Network/virtualNetworks/n/subnets/s'";
    String task = "'task': {'image': 'x', " + field.replace("SUBNET", subnet) + "}, 'count': 2";

    assertThat(problems("{" + task + ", 'pack': true}"))
        .singleElement()
        .asString()
        .startsWith(place + " must not be there with pack: ");
    assertThat(parse("{" + task + ", 'pack': false}")).isInstanceOf(ParsedBatch.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'sidecars': [], 'initContainers': [], 'keep': 'never', 'onCompletion': []",
        "'network': {'publicAddress': false, 'dns': {'nameServers': ['10.0.0.10']}}"
      })
  void what_says_nothing_is_no_obstacle_to_pack(String fields) {
    assertThat(parse("{'task': {'image': 'x', " + fields + "}, 'count': 2, 'pack': true}"))
        .isInstanceOf(ParsedBatch.Valid.class);
  }

  @Test
  void literal_secrets_are_told_with_their_places_in_the_document() {
    ParsedBatch parsed =
        parse(
            batch(
                "'environmentVariables': [{'name': 'A', 'value': '{{item}}'}, {'name': 'B',"
                    + " 'secureValue': 's'}], 'volumes': [{'name': 'files', 'secret': {'a': 't'}}]",
                "['a', 'b']"));

    assertThat(((ParsedBatch.Valid) parsed).literalSecrets())
        .containsExactly("/task/environmentVariables/1/secureValue", "/task/volumes/0/secret/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'environmentVariables': [{'name': 'A', 'secureValue': '{{item.s}}'}]",
        "'environmentVariables': [{'name': 'A', 'secureValue': 'x{{index}}'}]",
        "'environmentVariables': [{'name': 'A', 'secureValue': 'x{{{{y'}]",
        "'environmentVariables': '{{item.list}}'",
        "'containerGroup': {'tags': {'a': '{{item.s}}'}}"
      })
  void a_literal_secret_has_no_placeholder(String field) {
    String item = "{'s': 'x', 'list': [{'name': 'A', 'secureValue': 's'}]}";

    assertThat(problems(batch(field, "[" + item + "," + item + "]")))
        .singleElement()
        .asString()
        .startsWith("/task/")
        .contains(" must be written out in the template, with no placeholder in it");
  }

  @Test
  void a_reference_to_a_secret_may_have_placeholders() {
    Batch batch =
        valid(
            batch(
                "'environmentVariables': [{'name': 'A', 'secureValue': {'appSetting':"
                    + " 'ESTIBA_SECRET_{{item}}'}}]",
                "['X']"));

    assertThat(Json.write(BatchItems.task(batch, 0))).contains("ESTIBA_SECRET_X");
  }

  @Test
  void in_another_document_items_and_values_may_be_unknown() {
    ObjectNode document =
        (ObjectNode)
            json("{'task': {'image': 'x', 'cpu': 99, 'command': ['{{item.a}}', '{{x}}']}}");
    document.set("items", Unknown.VALUE);
    document.set("maxParallel", Unknown.VALUE);
    document.withObject("/task").set("name", Unknown.VALUE);
    Findings findings = new Findings();

    BatchParser.read(new Fields(document, "/steps/0/batch", findings));

    assertThat(findings.list())
        .extracting(Problem::path)
        .containsExactly("/steps/0/batch/task/command/1", "/steps/0/batch/task/cpu");
  }

  @Test
  void in_another_document_places_are_those_of_that_document() {
    Findings findings = new Findings();

    BatchParser.read(
        new Fields(
            json(
                batch(
                    "'cpu': '{{item}}', 'environmentVariables': [{'name': 'A', 'secureValue': 's'}]",
                    "[1, 99]")),
            "/steps/0/batch",
            findings));

    assertThat(findings.list())
        .extracting(Problem::toString)
        .containsExactly(
            "/steps/0/batch/items/1 makes a wrong task: /task/cpu must be a number"
                + " from 0.1 to 31 (vCPUs), in steps of 0.01");
    assertThat(findings.literalSecrets())
        .containsExactly("/steps/0/batch/task/environmentVariables/0/secureValue");
  }

  @Test
  void tasks_that_are_too_much_together_are_refused() {
    String value = "x".repeat(100_000);
    String few = "'environmentVariables': [{'name': 'A', 'value': '" + value + "'}]";
    String many = "{'task': {'image': 'busybox', " + few + "}, 'count': 100000}";

    assertThat(problems(many))
        .singleElement()
        .asString()
        .startsWith("/task must make tasks of at most 268435456 characters for all items together");
  }

  @Test
  @Timeout(20)
  void a_small_document_cannot_make_a_huge_task() {
    String bomb = "'environmentVariables': [{'name': 'A', 'value': '" + "{{item}}".repeat(50_000);
    String item = "'" + "x".repeat(100_000) + "'";

    assertThat(problems(batch(bomb + "'}]", "[" + item + "]")))
        .singleElement()
        .asString()
        .contains("makes a task too long");
  }
}
