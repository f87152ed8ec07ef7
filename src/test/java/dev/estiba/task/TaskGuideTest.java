package dev.estiba.task;

import static dev.estiba.task.Documents.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.document.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/task.md} shows is so. */
class TaskGuideTest {

  private static String guide() throws Exception {
    return Files.readString(Path.of("docs", "task.md"));
  }

  private static List<String> blocks(String language) throws Exception {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(guide())
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void the_examples_are_valid() throws Exception {
    List<String> json = blocks("json");
    List<String> yaml = blocks("yaml");

    assertThat(json).hasSize(1);
    assertThat(yaml).hasSize(3);
    assertThat(valid(json.get(0)).name()).isEqualTo("nightly-report");
    ContainerTask importer = valid(TaskParser.parseYaml(yaml.get(0)));
    assertThat(importer.sidecars()).hasSize(1);
    assertThat(importer.group().volumes()).hasSize(2);
    ContainerTask render = valid(TaskParser.parseYaml(yaml.get(1)));
    assertThat(render.placement().priority()).isEqualTo(Priority.SPOT);
    assertThat(render.retry().maxAttempts()).isEqualTo(4);
    assertThat(valid(TaskParser.parseYaml(yaml.get(2))).onCompletion()).hasSize(2);
  }

  @Test
  void every_field_and_every_word_of_the_schema_is_told() throws Exception {
    List<String> names = new ArrayList<>();
    collectNames(Json.parse(TaskSchema.text()), names);

    String guide = guide();
    assertThat(names).hasSizeGreaterThan(100);
    assertThat(
            names.stream()
                .filter(
                    name -> !Pattern.compile("[`.\"]" + name + "[`.\"\\[]").matcher(guide).find()))
        .isEmpty();
  }

  private static void collectNames(JsonNode schema, List<String> names) {
    schema.path("enum").forEach(word -> addText(word, names));
    for (var keyword : schema.properties()) {
      if (keyword.getKey().equals("properties")) {
        keyword.getValue().fieldNames().forEachRemaining(names::add);
        keyword.getValue().forEach(field -> collectNames(field, names));
      } else {
        collectNames(keyword.getValue(), names);
      }
    }
    if (schema.isArray()) {
      schema.forEach(item -> collectNames(item, names));
    }
  }

  private static void addText(JsonNode word, List<String> names) {
    if (word.isTextual()) {
      names.add(word.textValue());
    }
  }

  @Test
  void every_number_of_the_schema_is_told_in_the_row_of_its_field() throws Exception {
    JsonNode fields = Json.parse(TaskSchema.text()).path("properties");
    List<String> wrong = new ArrayList<>();
    for (var field : fields.properties()) {
      String row = row(field.getKey());
      for (String bound : List.of("minimum", "maximum", "default")) {
        JsonNode value = field.getValue().path(bound);
        String text = value.isDouble() ? Range.plain(value.decimalValue()) : value.asText();
        if (value.isValueNode() && !row.contains(text)) {
          wrong.add(field.getKey() + " " + bound + " " + text);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static String row(String field) throws Exception {
    return guide()
        .lines()
        .filter(line -> line.startsWith("| `" + field + "` |"))
        .findFirst()
        .orElse("");
  }
}
