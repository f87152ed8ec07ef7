package dev.estiba.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private static final String TASK =
      """
      {"image": "busybox",
       "environmentVariables": [
         {"name": "A", "secureValue": "hush-1"},
         {"name": "B", "secureValue": "hush-1-longer"},
         {"name": "C", "secureValue": "with \\"quotes\\""},
         {"name": "D", "secureValue": "no"},
         {"name": "E", "value": "seen"}],
       "containerGroup": {"properties": {"some": [{"key": "leaf-4711"}]}}}
      """;

  @Test
  void what_others_say_of_a_task_has_none_of_its_secrets() {
    ContainerTask task = ((ParsedTask.Valid) TaskParser.parse(TASK)).task();
    Redaction redaction = Redaction.of(task);

    assertThat(redaction.apply("Error converting value 'hush-1' to an integer."))
        .isEqualTo("Error converting value '***' to an integer.");
    assertThat(redaction.apply("hush-1-longer and hush-1")).isEqualTo("*** and ***");
    assertThat(redaction.apply("not with \\\"quotes\\\", nor with \"quotes\""))
        .isEqualTo("not ***, nor ***");
    assertThat(redaction.apply("'leaf-4711' is no number")).isEqualTo("'***' is no number");
    assertThat(redaction.apply("no, E is seen")).isEqualTo("no, E is seen");
  }
}
