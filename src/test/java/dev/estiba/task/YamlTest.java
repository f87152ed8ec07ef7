package dev.estiba.task;

import static dev.estiba.task.Documents.problems;
import static dev.estiba.task.Documents.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks in YAML, and what in YAML is not as it seems. */
class YamlTest {

  private static ContainerTask validYaml(String yaml) {
    return valid(TaskParser.parseYaml(yaml));
  }

  private static Problem problemOf(String yaml) {
    List<Problem> problems = problems(TaskParser.parseYaml(yaml));
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void yaml_says_what_json_says() {
    String yaml =
        """
        # a comment
        image: busybox
        command: [sh, -c]
        args:
          - |
            echo one
            echo two
        cpu: 0.5
        timeoutSeconds: 600
        environmentVariables:
          - name: K
            value: "8080"
          - {name: S, secureValue: {appSetting: ESTIBA_SECRET_S}}
        volumes:
          - name: scratch
            emptyDir: {}
        spotFallback: false
        """;
    String json =
        """
        {"image": "busybox", "command": ["sh", "-c"], "args": ["echo one\\necho two\\n"], "cpu": 0.5,
         "timeoutSeconds": 600, "environmentVariables": [{"name": "K", "value": "8080"},
         {"name": "S", "secureValue": {"appSetting": "ESTIBA_SECRET_S"}}],
         "volumes": [{"name": "scratch", "emptyDir": {}}], "spotFallback": false}
        """;

    assertThat(validYaml(yaml)).isEqualTo(valid(json));
  }

  @Test
  void json_is_yaml() {
    assertThat(validYaml(Documents.everything())).isEqualTo(valid(Documents.everything()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NO", "no", "on", "off", "yes", "y", "N", "12:30", "2026-01-31", "1.2.3", "0o17"})
  void a_word_that_other_yaml_takes_for_something_else_is_text(String word) {
    ContainerTask task =
        validYaml("image: busybox\nenvironmentVariables: [{name: K, value: " + word + "}]");

    assertThat(task.container().environmentVariables())
        .containsExactly(new EnvironmentVariable("K", word, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "1.10", "true", "False", "-1"})
  void a_value_that_is_no_text_is_told_to_be_quoted(String value) {
    Problem problem =
        problemOf("image: busybox\nenvironmentVariables: [{name: K, value: " + value + "}]");

    assertThat(problem.path()).isEqualTo("/environmentVariables/0/value");
    assertThat(problem.message()).startsWith("must be text, not ").endsWith("; put it in quotes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0600", "1_000", "0x10", "0b11", "+5", ".5", "5."})
  void a_number_that_yaml_reads_in_several_ways_is_refused(String number) {
    assertThat(problemOf("image: busybox\ntimeoutSeconds: " + number).message())
        .startsWith("has the number " + number)
        .endsWith("(line 2, column 17)");
  }

  @Test
  void no_value_is_null_and_a_quoted_one_is_text() {
    assertThat(validYaml("image: busybox\ncommand:\nname: ~\ncpu: null").container().command())
        .isEmpty();
    assertThat(
            validYaml("image: busybox\nenvironmentVariables: [{name: K, value: ''}]")
                .container()
                .environmentVariables())
        .containsExactly(new EnvironmentVariable("K", "", null));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "image: busybox\\nimage: x            | Duplicate field 'image'           | line 2",
        "image: &a busybox\\nname: *a         | the alias *a, which is not        | line 2, column 7",
        "image: busybox\\n<<: *a              | the alias *a                      | line 2",
        "image: !important                    | the tag !important                | line 1, column 8",
        "image: !!binary aGk=                 | the tag !!binary                  | line 1",
        "image: busybox\\n---\\nimage: x      | has a second document             | line 3",
        "image: busybox\\n---\\n              | has a second document             | line 3",
        "cpu:\\n\\t- 1                        | TAB                               | line 2, column 1",
        "image: [1                            | is not YAML                       | line 1, column 10",
        "image: a: b                          | mapping values are not allowed    | line 1, column 9",
        "image: @x                            | cannot start any token            | line 1, column 8",
        "? [a]\\n: b                          | is not YAML                       | line 1",
        "cpu: .inf                            | has the number .inf               | line 1, column 6",
        "a: \\u0001                           | special characters                | line",
      })
  void what_is_no_plain_yaml_is_told_with_its_place(String yaml, String message, String place) {
    String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");

    Problem problem = problemOf(text);

    assertThat(problem.path()).isEmpty();
    assertThat(problem.message()).contains(message).contains(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing", "--- # nothing\n", "text", "- image: busybox", "7", "[]"})
  void what_is_no_mapping_is_refused(String yaml) {
    assertThat(problemOf(yaml).path()).isEmpty();
  }

  @Test
  void a_byte_order_mark_is_no_matter() {
    assertThat(validYaml("\uFEFFimage: busybox"))
        .isEqualTo(valid("\uFEFF{\"image\": \"busybox\"}"));
  }

  @Test
  void a_document_that_would_grow_to_billions_is_refused_at_its_first_alias() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
    }

    assertThat(problemOf(bomb.toString()).message()).startsWith("has the alias *a0");
  }

  @Test
  void nothing_nested_too_deep_is_read() {
    assertThat(problemOf("a: " + "[".repeat(100_000)).message()).startsWith("is not YAML");
    assertThat(problems("{\"a\": " + "[".repeat(100_000)).get(0).message())
        .startsWith("is not JSON");
  }

  @Test
  void whatever_comes_is_answered() {
    Random random = new Random(20260101);
    String alphabet = "{}[]:,-?&*!|>'\"%@` \n\t#~.0123456789abeimnotg\u0000\uD83D<";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }

      assertThat(TaskParser.parseYaml(text.toString())).isInstanceOf(ParsedTask.Invalid.class);
      assertThat(TaskParser.parse(text.toString())).isInstanceOf(ParsedTask.Invalid.class);
    }
  }
}
