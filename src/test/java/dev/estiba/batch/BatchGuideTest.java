package dev.estiba.batch;

import static dev.estiba.batch.Batches.parseYaml;
import static dev.estiba.batch.Batches.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/batch.md} shows is so. */
class BatchGuideTest {

  private static String guide() throws Exception {
    return Files.readString(Path.of("docs", "batch.md"));
  }

  private static String block(String language) throws Exception {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(guide())
        .results()
        .map(block -> block.group(1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_examples_are_valid() throws Exception {
    Batch nightly = valid(parseYaml(block("yaml")));
    Batch small = valid(block("json"));

    assertThat(BatchItems.task(nightly, 1).container().cpu()).isEqualTo(4);
    assertThat(PackPlan.of(small, List.of(0, 1, 2))).hasSize(1);
  }

  @Test
  void every_field_is_told_with_its_numbers() throws Exception {
    JsonNode fields = Json.read(BatchSchema.text(), JsonNode.class).path("properties");
    List<String> wrong = new ArrayList<>();
    fields.properties().forEach(field -> check(field.getKey(), field.getValue(), wrong));
    fields
        .at("/pack/oneOf/1/properties")
        .properties()
        .forEach(field -> check("pack." + field.getKey(), field.getValue(), wrong));

    assertThat(wrong).isEmpty();
  }

  private static void check(String field, JsonNode schema, List<String> wrong) {
    String row = row(field);
    if (row.isEmpty()) {
      wrong.add(field);
    }
    for (String bound : List.of("minimum", "maximum", "default", "maxItems")) {
      JsonNode value = schema.path(bound);
      if (value.isValueNode() && !row.contains(value.asText())) {
        wrong.add(field + " " + bound + " " + value.asText());
      }
    }
  }

  private static String row(String field) {
    try {
      return guide()
          .lines()
          .filter(line -> line.startsWith("| `" + field + "` |"))
          .findFirst()
          .orElse("");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
