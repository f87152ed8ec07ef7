package dev.estiba.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of triggers says what the reader does. */
class TriggerSchemaTest {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonNode TEXT = Json.read(TriggerSchema.text(), JsonNode.class);
  private static final JsonSchema SCHEMA = FACTORY.getSchema(TEXT);

  private static Document document(String yaml) {
    return Document.read(yaml, DocumentFormat.YAML);
  }

  private static JsonNode tree(String yaml) {
    return ((Document.Tree) document(yaml)).tree();
  }

  @Test
  void it_is_a_schema_that_needs_no_other() {
    assertThat(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(TEXT)).isEmpty();
    assertThat(TEXT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(TEXT.at(reference.substring(1)).isObject()).as(reference).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{filter: {type: a}, task: {image: x}}",
        "{enabled: false, filter: {type: [a, b], source: s}, task: {image: x}}",
        "{filter: {subjectPrefix: a, subjectSuffix: b}, task: {image: 'x:{{event.data.tag}}'}}",
        "{blobs: files/in/, task: {image: x, cpu: '{{event.data.cpu}}'}}",
        "{blobs: files, filter: {}, batch: {items: '{{event.data}}', task: {image: x}}}",
        "{filter: {type: a}, batch: {count: 2, maxParallel: '{{event.data.n}}',"
            + " task: {image: x, command: ['{{item}}']}}}",
        "{filter: {type: a}, pipeline: {steps: [{name: a, task: {image: x,"
            + " cpu: '{{event.data.cpu}}'}}, {name: b, needs: a, approval: {message:"
            + " '{{event.id}} ${{ steps.a.outputs.x }}'}}]}}"
      })
  void what_the_reader_takes_it_takes(String yaml) {
    assertThat(TriggerReader.parse(document(yaml))).isInstanceOf(ParsedTrigger.Valid.class);
    assertThat(SCHEMA.validate(tree(yaml))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{task: {image: x}}",
        "{filter: {}, task: {image: x}}",
        "{filter: {type: []}, task: {image: x}}",
        "{filter: {type: [a, a]}, task: {image: x}}",
        "{filter: {type: ''}, task: {image: x}}",
        "{filter: {other: a}, task: {image: x}}",
        "{filter: {type: a}}",
        "{filter: {type: a}, task: {image: x}, pipeline: {steps: [{name: a, approval: {}}]}}",
        "{blobs: a--b/, task: {image: x}}",
        "{blobs: estiba-logs/, task: {image: x}}",
        "{filter: {type: a}, task: {image: x, cpu: '{{item}}'}}",
        "{filter: {type: a}, cron: '* * * * *', task: {image: x}}",
        "[]"
      })
  void what_the_reader_refuses_it_refuses(String yaml) {
    assertThat(TriggerReader.parse(document(yaml))).isInstanceOf(ParsedTrigger.Invalid.class);
    assertThat(SCHEMA.validate(tree(yaml))).isNotEmpty();
  }
}
