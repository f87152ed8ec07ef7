package dev.estiba.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.document.Schemas;
import dev.estiba.document.TemplateSchema;
import dev.estiba.task.TaskSchema;

/**
 * The JSON Schema of batches, for editors and other checks. It has the schema of tasks within it,
 * with placeholders.
 */
public final class BatchSchema {

  private static final String DEFINITIONS = "$defs";
  private static final String TEXT = Json.writePretty(schema());

  private BatchSchema() {}

  public static String text() {
    return TEXT;
  }

  private static JsonNode schema() {
    ObjectNode batch = parse(Schemas.text("batch.json"));
    ObjectNode task =
        (ObjectNode) new TemplateSchema("#/$defs/placeholder").of(parse(TaskSchema.text()));
    task.remove("$schema");
    ObjectNode definitions = batch.withObjectProperty(DEFINITIONS);
    definitions.setAll((ObjectNode) task.remove(DEFINITIONS));
    definitions.set("task", task);
    return batch;
  }

  private static ObjectNode parse(String schema) {
    try {
      return (ObjectNode) Json.parse(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema of ours is not JSON", e);
    }
  }
}
