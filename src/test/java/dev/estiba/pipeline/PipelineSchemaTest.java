package dev.estiba.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of pipelines says what the parser does. */
class PipelineSchemaTest {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonNode TEXT = json(PipelineSchema.text());
  private static final JsonSchema SCHEMA = FACTORY.getSchema(TEXT);

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static JsonNode document(String yaml) {
    return ((Document.Tree) Document.read(yaml, DocumentFormat.YAML)).tree();
  }

  private static JsonNode withSecondStep(String fields) {
    return document(
        "env: {A: '1'}\nsteps:\n  - {name: first, approval: {}}\n  - {name: b, " + fields + "}\n");
  }

  private static void bothTake(JsonNode document) {
    assertThat(PipelineParser.parse(document)).isInstanceOf(ParsedPipeline.Valid.class);
    assertThat(SCHEMA.validate(document)).isEmpty();
  }

  private static void bothRefuse(JsonNode document) {
    assertThat(PipelineParser.parse(document)).isInstanceOf(ParsedPipeline.Invalid.class);
    assertThat(SCHEMA.validate(document)).isNotEmpty();
  }

  @Test
  void it_is_a_schema_that_needs_no_other() {
    JsonSchema metaSchema = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));

    assertThat(metaSchema.validate(TEXT)).isEmpty();
    assertThat(TEXT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/$defs/");
              assertThat(TEXT.at(reference.substring(1)).isObject()).as(reference).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "approval: {}",
        "approval: {timeoutHours: 719, timeoutSeconds: 3600, message: x, onTimeout: reject}",
        "approval: {message: '${{ env.A }}'}",
        "needs: first, task: {image: x}",
        "needs: [first], task: {image: x}",
        "needs: [], task: {image: x}",
        "task: {image: x, onCompletion: [{url: 'https://h/${{ env.A }}'}, {queue: 'done-${{ env.A }}'}]}",
        "batch: {count: 1, task: {image: x}, onCompletion: [{url: 'https://h/${{ env.A }}'}]}",
        "pipeline: {steps: [{name: c, approval: {}}], onCompletion: [{queue: done, 'on': [Failed]}]}",
        "if: true, task: {image: x}",
        "needs: first, if: failure() || true, task: {image: x}",
        "if: '${{ success() }}', task: {image: x}",
        "task: {image: 'x:${{ env.A }}', cpu: '${{ env.A }}', command: ['${{ env.A }}']}",
        "needs: first, task: {image: '${{ steps.first.state }}', timeoutSeconds: '${{ env.A }}'}",
        "task: {image: x, environmentVariables: [{name: B, value: '${{ env.A }}'}]}",
        "needs: first, batch: {items: '${{ steps.first.outputs.x }}', task: {image: x}}",
        "needs: first, batch: {count: '${{ steps.first.outputs.x }}', maxParallel: 5,"
            + " task: {image: x, command: ['{{item}}', '${{ env.A }}'], cpu: '${{ env.A }}'}}",
        "batch: {items: [1, 2], task: {image: x, cpu: '{{item}}'}}",
        "pipeline: {steps: [{name: c, task: {image: '${{ env.A }}'}}]}",
        "pipeline: {env: {B: '${{ env.A }}'}, outputs: {a.b-c: '${{ steps.c.state }}'}, chain: true,"
            + " name: n, timeoutSeconds: 60, steps: [{name: c, approval: {}}]}"
      })
  void both_take_a_good_step(String fields) {
    bothTake(withSecondStep(fields));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "needs: first",
        "task: {image: x}, approval: {}",
        "task: {image: x}, wants: first",
        "task: {}",
        "task: {image: x, cpu: 99}",
        "task: {image: x, cpu: a}",
        "task: {image: x, surprise: 1}",
        "task: text",
        "needs: First, task: {image: x}",
        "needs: {}, task: {image: x}",
        "needs: [5], task: {image: x}",
        "needs: [first, first], task: {image: x}",
        "if: 5, task: {image: x}",
        "if: '', task: {image: x}",
        "if: [], task: {image: x}",
        "approval: {timeoutHours: 0}",
        "approval: {timeoutHours: 721}",
        "approval: {timeoutSeconds: 2592001}",
        "approval: {timeoutSeconds: 1.5}",
        "approval: {message: ''}",
        "approval: {message: 5}",
        "approval: {onTimeout: approve}",
        "approval: {by: me}",
        "approval: []",
        "batch: {task: {image: x}}",
        "batch: {items: [1], count: 2, task: {image: x}}",
        "batch: {items: 5, task: {image: x}}",
        "batch: {items: [1], task: {image: x, cpu: 99}}",
        "batch: {count: 1, maxParallel: 0, task: {image: x}}",
        "pipeline: {}",
        "pipeline: {steps: []}",
        "pipeline: {steps: [{name: c}]}",
        "pipeline: {env: {B: 5}, steps: [{name: c, approval: {}}]}"
      })
  void both_refuse_a_bad_step(String fields) {
    bothRefuse(withSecondStep(fields));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{steps: {}}",
        "{steps: [5]}",
        "{steps: [{approval: {}}]}",
        "{steps: [{name: A, approval: {}}]}",
        "{steps: [{name: 1, approval: {}}]}",
        "{steps: [{name: a--b, approval: {}}]}",
        "{name: A, steps: [{name: a, approval: {}}]}",
        "{env: [], steps: [{name: a, approval: {}}]}",
        "{env: {_A: x}, steps: [{name: a, approval: {}}]}",
        "{outputs: {1a: x}, steps: [{name: a, approval: {}}]}",
        "{outputs: {a: 1}, steps: [{name: a, approval: {}}]}",
        "{chain: 5, steps: [{name: a, approval: {}}]}",
        "{chain: true, steps: [{name: a, approval: {}}, {name: b, needs: a, approval: {}}]}",
        "{timeoutSeconds: 0, steps: [{name: a, approval: {}}]}",
        "{timeoutSeconds: 2592001, steps: [{name: a, approval: {}}]}",
        "{'on': push, steps: [{name: a, approval: {}}]}",
        "{onCompletion: [{queue: done, 'on': [rejected]}], steps: [{name: a, approval: {}}]}",
        "{onCompletion: [{url: 'https://h/${{ env.A }}'}], steps: [{name: a, approval: {}}]}"
      })
  void both_refuse_a_bad_pipeline(String yaml) {
    bothRefuse(document(yaml));
  }

  @ParameterizedTest
  @CsvSource({
    "/surprise, /$defs/pipeline/properties",
    "/steps/0/surprise, /$defs/step/properties",
    "/steps/0/approval/surprise, /$defs/step/properties/approval/properties"
  })
  void both_know_the_same_fields(String place, String schemaPlace) {
    JsonNode document =
        document("{surprise: 1, steps: [{name: a, surprise: 1, approval: {surprise: 1}}]}");

    String message =
        ((ParsedPipeline.Invalid) PipelineParser.parse(document))
            .problems().stream()
                .filter(problem -> problem.path().equals(place))
                .findFirst()
                .orElseThrow()
                .message();

    String start = "is not known here; allowed are ";
    assertThat(message).startsWith(start);
    assertThat(message.substring(start.length()).split(", "))
        .containsExactlyInAnyOrderElementsOf(() -> TEXT.at(schemaPlace).fieldNames());
  }

  @Test
  void every_field_is_described() {
    List<String> undescribed = new ArrayList<>();
    for (String place : List.of("pipeline", "step", "step/properties/approval")) {
      TEXT.at("/$defs/" + place + "/properties")
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().hasNonNull("description")) {
                  undescribed.add(place + " " + field.getKey());
                }
              });
    }

    assertThat(undescribed).isEmpty();
  }
}
