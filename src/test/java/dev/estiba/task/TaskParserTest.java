package dev.estiba.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskParserTest {

  @Test
  void a_task_with_everything_is_read() {
    ContainerTask task =
        valid(
            """
            {"image": "ghcr.io/org/tool:1.2", "name": "nightly", "command": ["sh", "-c", "echo hola"],
             "cpu": 2, "memoryInGB": 3.5, "environmentVariables": [{"name": "K", "value": "v"}],
             "timeoutSeconds": 600, "resourceGroup": "My.Group_1", "location": "northeurope"}
            """);

    assertThat(task.name()).isEqualTo("nightly");
    assertThat(task.container())
        .isEqualTo(
            new ContainerSpec(
                "ghcr.io/org/tool:1.2",
                List.of("sh", "-c", "echo hola"),
                List.of(),
                List.of(new EnvironmentVariable("K", "v", null)),
                2,
                3.5,
                List.of()));
    assertThat(task.limits().timeoutSeconds()).isEqualTo(600);
    assertThat(task.resourceGroup()).isEqualTo("My.Group_1");
    assertThat(task.location()).isEqualTo("northeurope");
  }

  @Test
  void an_image_is_enough() {
    ContainerTask task = valid("{\"image\": \"busybox\"}");

    assertThat(task.container().command()).isEmpty();
    assertThat(task.container().cpu()).isEqualTo(1);
    assertThat(task.container().memoryInGB()).isEqualTo(1.5);
    assertThat(task.limits().timeoutSeconds()).isEqualTo(86_400);
  }

  @Test
  void what_is_written_is_read_again() {
    ContainerTask task = valid("{\"image\": \"busybox\", \"command\": [\"true\"]}");

    assertThat(Json.read(Json.write(task), ContainerTask.class)).isEqualTo(task);
  }

  @Test
  void every_problem_is_told_at_once_with_its_place() {
    List<Problem> problems =
        problems(
            """
            {"cpu": 0, "memoryInGB": "much", "command": ["a", 1], "timeoutSeconds": 1.5,
             "environmentVariables": [{"name": "_K"}, 7], "replicas": 2}
            """);

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "/image",
            "/cpu",
            "/memoryInGB",
            "/command/1",
            "/timeoutSeconds",
            "/environmentVariables/0/name",
            "/environmentVariables/0/value",
            "/environmentVariables/1",
            "/replicas");
    assertThat(problems)
        .contains(
            new Problem("/cpu", "must be a number from 0.1 to 31 (vCPUs), in steps of 0.01"),
            new Problem("/timeoutSeconds", "must be a whole number from 1 to 2592000 (seconds)"));
  }

  @Test
  void an_unknown_field_is_told_with_the_known_ones() {
    assertThat(problems("{\"image\": \"busybox\", \"comand\": []}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("/comand");
              assertThat(problem.message()).contains("not known").contains("command");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "busybox",
        "busybox:1.36",
        "library/busybox",
        "ghcr.io/org/tool",
        "localhost:5000/a/b:c",
        "127.0.0.1:5000/busybox:latest",
        "a__b-c.d/e",
        "busybox@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void image_references_are_accepted(String image) {
    assertThat(valid("{\"image\": \"" + image + "\"}").container().image()).isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Busybox",
        "library/BusyBox",
        "busybox:",
        "busybox:a b",
        "-busybox",
        "a//b",
        "https://ghcr.io/org/tool",
        "busybox@sha256:12"
      })
  void what_is_no_image_reference_is_refused(String image) {
    assertThat(problems("{\"image\": \"" + image + "\"}"))
        .extracting(Problem::path)
        .containsExactly("/image");
  }

  @ParameterizedTest
  @CsvSource({
    "cpu, 31.5",
    "cpu, -1",
    "memoryInGB, 0",
    "memoryInGB, 241",
    "timeoutSeconds, 0",
    "timeoutSeconds, 2592001",
    "name, '\"Upper\"'",
    "name, '\"a--b\"'",
    "name, '\"-a\"'",
    "resourceGroup, '\"ends.\"'",
    "location, '\"West Europe\"'",
    "cpu, true"
  })
  void a_value_out_of_its_range_is_refused(String field, String value) {
    assertThat(problems("{\"image\": \"busybox\", \"" + field + "\": " + value + "}"))
        .extracting(Problem::path)
        .containsExactly("/" + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"busybox\"", "7", "null", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}"})
  void what_is_no_json_object_is_refused(String text) {
    assertThat(problems(text)).singleElement().extracting(Problem::path).isEqualTo("");
  }

  private static ContainerTask valid(String json) {
    ParsedTask parsed = TaskParser.parse(json);
    assertThat(parsed).isInstanceOf(ParsedTask.Valid.class);
    return ((ParsedTask.Valid) parsed).task();
  }

  private static List<Problem> problems(String json) {
    ParsedTask parsed = TaskParser.parse(json);
    assertThat(parsed).isInstanceOf(ParsedTask.Invalid.class);
    return ((ParsedTask.Invalid) parsed).problems();
  }
}
