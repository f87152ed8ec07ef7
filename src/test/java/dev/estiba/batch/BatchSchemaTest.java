package dev.estiba.batch;

import static dev.estiba.batch.Batches.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.estiba.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of batches says what the parser does. */
class BatchSchemaTest {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonNode TEXT = Json.read(BatchSchema.text(), JsonNode.class);
  private static final JsonSchema SCHEMA = FACTORY.getSchema(TEXT);

  private static JsonNode document(String fields) {
    String task = fields.contains("'task'") ? "" : "'task': {'image': 'busybox'}, ";
    return json("{" + task + fields + "}");
  }

  @Test
  void it_is_a_schema_that_needs_no_other() {
    JsonSchema metaSchema = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));

    assertThat(metaSchema.validate(TEXT)).isEmpty();
    assertThat(references(TEXT))
        .isNotEmpty()
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/$defs/");
              assertThat(TEXT.at(reference.substring(1)).isObject()).as(reference).isTrue();
            });
  }

  private static List<String> references(JsonNode schema) {
    return schema.findValuesAsText("$ref").stream().distinct().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count': 0",
        "'count': 100000, 'name': 'a-b', 'maxParallel': 1000, 'timeoutSeconds': 2592000",
        "'items': []",
        "'items': [1, 'a', null, {'b': []}], 'failFast': true",
        "'matrix': {'a': [], 'B_2-c': [1, 'x']}, 'maxFailures': 0",
        "'count': 1, 'maxFailures': '5%'",
        "'count': 1, 'maxFailures': '100.00%'",
        "'count': 1, 'pack': true",
        "'count': 1, 'pack': {'maxCpu': 1.5, 'maxMemoryInGB': 240, 'maxContainers': 60}",
        "'count': 1, 'pack': {}",
        "'count': 1, 'onCompletion': [{'url': 'https://h', 'on': ['failed', 'TimedOut']}]",
        "'count': 1, 'onCompletion': [{'queue': 'done'}], 'pack': true",
        "'task': {'image': 'x', 'onCompletion': [{'url': 'https://h/{{item}}', 'on': '{{item}}'},"
            + " {'queue': '{{item}}'}]}, 'items': []",
        "'task': '{{item}}', 'items': [{'image': 'busybox'}]",
        "'task': {'image': 'r/{{item}}', 'cpu': '{{item}}', 'spotFallback': '{{item}}'}, 'items': []",
        "'task': {'image': 'x', 'command': '{{item}}', 'keep': '{{item}}'}, 'items': []",
        "'task': {'image': 'x', 'command': ['{{item}}', 'x'], 'retry': '{{item}}'}, 'items': []",
        "'task': {'image': 'x', 'timeoutSeconds': '{{item.t}}', 'priority': '{{item.p}}'},"
            + " 'items': []",
        "'task': {'image': 'x', 'retry': {'maxAttempts': '{{item}}', 'onExitCodes': ['{{item}}']}},"
            + " 'items': []",
        "'task': {'image': 'x', 'environmentVariables': ['{{item}}', {'name': '{{item}}', 'value':"
            + " '{{index}}'}]}, 'items': []",
        "'task': {'image': 'x', 'environmentVariables': [{'name': 'A', 'secureValue':"
            + " {'appSetting': 'ESTIBA_SECRET_{{item}}'}}]}, 'items': []",
        "'task': {'image': 'x', 'labels': {'a': '{{item}}'}, 'network': {'dns': {'nameServers':"
            + " ['{{item}}']}}}, 'items': []",
        "'task': {'image': 'x', 'volumes': [{'name': '{{item}}', 'azureFile': {'shareName':"
            + " '{{item}}', 'storageAccountName': '{{item}}', 'storageAccountKey': 'k', 'readOnly':"
            + " '{{item}}'}}]}, 'items': []"
      })
  void both_take_a_good_batch(String fields) {
    JsonNode document = document(fields);

    assertThat(BatchParser.parse(document)).isInstanceOf(ParsedBatch.Valid.class);
    assertThat(SCHEMA.validate(document)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'name': 'a'",
        "'count': 1, 'items': []",
        "'items': [], 'matrix': {'a': []}",
        "'task': 'busybox', 'count': 1",
        "'task': {}, 'count': 1",
        "'task': [], 'count': 1",
        "'count': -1",
        "'count': 100001",
        "'count': '1'",
        "'items': 'a'",
        "'items': {}",
        "'matrix': []",
        "'matrix': {}",
        "'matrix': {'a': 1}",
        "'matrix': {'a b': []}",
        "'count': 1, 'name': 'A'",
        "'count': 1, 'name': 7",
        "'count': 1, 'maxParallel': 0",
        "'count': 1, 'maxParallel': 1001",
        "'count': 1, 'maxParallel': '5'",
        "'count': 1, 'failFast': 1",
        "'count': 1, 'failFast': true, 'maxFailures': 1",
        "'count': 1, 'maxFailures': -1",
        "'count': 1, 'maxFailures': 100001",
        "'count': 1, 'maxFailures': '5'",
        "'count': 1, 'maxFailures': '101%'",
        "'count': 1, 'maxFailures': true",
        "'count': 1, 'timeoutSeconds': 0",
        "'count': 1, 'timeoutSeconds': 2592001",
        "'count': 1, 'pack': 'yes'",
        "'count': 1, 'pack': {'maxCpu': 0.9}",
        "'count': 1, 'pack': {'maxCpu': 31.5}",
        "'count': 1, 'pack': {'maxMemoryInGB': 0.5}",
        "'count': 1, 'pack': {'maxMemoryInGB': 241}",
        "'count': 1, 'pack': {'maxContainers': 0}",
        "'count': 1, 'pack': {'maxContainers': 61}",
        "'count': 1, 'pack': {'surprise': 1}",
        "'count': 1, 'surprise': 1",
        "'count': 1, 'onCompletion': {}",
        "'count': 1, 'onCompletion': [{'url': 'https://h/{{item}}'}]",
        "'count': 1, 'onCompletion': [{'queue': 'done', 'on': ['rejected']}]",
        "'count': 1, 'onCompletion': [{'url': 'https://h', 'secretRef': 'x'}]",
        "'task': {'image': 'x', 'surprise': '{{item}}'}, 'count': 1",
        "'task': {'image': 'x', 'cpu': 99}, 'count': 1",
        "'task': {'image': 'x', 'cpu': '1'}, 'count': 1",
        "'task': {'image': 'x', 'command': [5]}, 'count': 1",
        "'task': {'image': 'X'}, 'count': 1",
        "'task': {'image': 'x', 'keep': 'forever'}, 'count': 1",
        "'task': {'image': 'x', 'retry': {}}, 'count': 1",
        "'task': {'image': 'x', 'args': ['{{item}}']}, 'count': 1",
        "'task': {'image': 'x', 'labels': {'estiba-{{item}}': 'x'}}, 'count': 1"
      })
  void both_refuse_a_bad_batch(String fields) {
    JsonNode document = document(fields);

    assertThat(BatchParser.parse(document)).isInstanceOf(ParsedBatch.Invalid.class);
    assertThat(SCHEMA.validate(document)).isNotEmpty();
  }

  @Test
  void every_task_may_be_a_template() throws Exception {
    JsonNode task =
        Json.parse(
            Files.readString(Path.of("src", "test", "resources", "tasks", "everything.json")));
    JsonNode document = Json.object().put("count", 1).set("task", task);

    assertThat(BatchParser.parse(document)).isInstanceOf(ParsedBatch.Valid.class);
    assertThat(SCHEMA.validate(document)).isEmpty();
  }

  @Test
  void both_know_the_same_fields() {
    List<String> names = new ArrayList<>();
    TEXT.path("properties").fieldNames().forEachRemaining(names::add);

    String message = Batches.problems("{'surprise': 1, 'task': {'image': 'x'}, 'count': 1}").get(0);

    String start = "/surprise is not known here; allowed are ";
    assertThat(message).startsWith(start);
    assertThat(message.substring(start.length()).split(", "))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void every_field_is_described_where_an_editor_looks() {
    assertThat(TEXT.path("properties"))
        .allSatisfy(field -> assertThat(field.hasNonNull("description")).isTrue());
    assertThat(TEXT.at("/$defs/task/properties/cpu/description").asText()).startsWith("vCPUs");
    assertThat(TEXT.at("/$defs/task/properties/cpu/default").asInt()).isEqualTo(1);
  }
}
