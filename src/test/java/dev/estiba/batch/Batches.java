package dev.estiba.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Problem;
import java.util.List;

/** Documents of batches, and what the parser makes of them. */
final class Batches {

  private Batches() {}

  /** JSON with single quotes. */
  static ParsedBatch parse(String json) {
    return BatchParser.parse(Document.read(json.replace('\'', '"'), DocumentFormat.JSON));
  }

  static ParsedBatch parseYaml(String yaml) {
    return BatchParser.parse(Document.read(yaml, DocumentFormat.YAML));
  }

  static JsonNode json(String json) {
    return ((Document.Tree) Document.read(json.replace('\'', '"'), DocumentFormat.JSON)).tree();
  }

  static Batch valid(String json) {
    return valid(parse(json));
  }

  static Batch valid(ParsedBatch parsed) {
    assertThat(parsed).isInstanceOf(ParsedBatch.Valid.class);
    return ((ParsedBatch.Valid) parsed).batch();
  }

  static List<String> problems(String json) {
    return problems(parse(json));
  }

  /** Without their places in the text. */
  static List<String> problems(ParsedBatch parsed) {
    assertThat(parsed).isInstanceOf(ParsedBatch.Invalid.class);
    return ((ParsedBatch.Invalid) parsed)
        .problems().stream()
            .map(problem -> new Problem(problem.path(), problem.message()).toString())
            .toList();
  }

  /** Of a busybox with these fields of a task, for the items. */
  static String batch(String task, String items) {
    return "{'task': {'image': 'busybox', " + task + "}, 'items': " + items + "}";
  }
}
