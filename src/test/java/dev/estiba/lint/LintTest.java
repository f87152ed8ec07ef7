package dev.estiba.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

  private static List<String> problems(String yaml) {
    return Lint.problems(Document.read(yaml, DocumentFormat.YAML)).stream()
        .map(Problem::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"image\": \"x\"}; TASK",
        "{\"image\": \"x\", \"name\": 5}; TASK",
        "{}; TASK",
        "[]; TASK",
        "{\"task\": {}}; BATCH",
        "{\"items\": []}; BATCH",
        "{\"count\": 5, \"image\": \"x\"}; BATCH",
        "{\"matrix\": null}; BATCH",
        "{\"steps\": []}; PIPELINE",
        "{\"steps\": [], \"task\": {}}; PIPELINE",
        "{\"filter\": {}, \"task\": {}}; TRIGGER",
        "{\"blobs\": \"in/\"}; TRIGGER",
        "{\"cron\": \"@daily\", \"batch\": {}}; SCHEDULE"
      })
  void a_document_shows_what_it_asks_for(String json, LintedKind kind)
      throws JsonProcessingException {
    assertThat(LintedKind.of(Json.parse(json))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image: x", "count: 3\ntask: {image: x}", "steps: [{name: a, task: {image: x}}]"})
  void nothing_is_told_of_a_valid_document(String yaml) {
    assertThat(problems(yaml)).isEmpty();
  }

  @Test
  void each_kind_is_checked_by_its_own_rules() {
    assertThat(problems("image: x\ncpu: 0"))
        .containsExactly(
            "line 2, column 1: /cpu must be a number from 0.1 to 31 (vCPUs), in steps of 0.01");
    assertThat(problems("count: 1\ntask: {image: x, cpu: 0}"))
        .containsExactly(
            "line 2, column 18: /task/cpu must be a number from 0.1 to 31 (vCPUs), in steps of 0.01");
    assertThat(problems("steps:\n- {name: a, task: {image: x, cpu: 0}}"))
        .containsExactly(
            "line 2, column 30: /steps/0/task/cpu must be a number from 0.1 to 31 (vCPUs), in steps"
                + " of 0.01");
    assertThat(problems("cron: '@daily'\ntask: {image: x, cpu: 0}"))
        .containsExactly(
            "line 2, column 18: /task/cpu must be a number from 0.1 to 31 (vCPUs), in steps of 0.01");
    assertThat(problems("a: [")).singleElement().asString().startsWith("is not YAML (line 1, ");
  }
}
