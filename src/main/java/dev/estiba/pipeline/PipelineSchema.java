package dev.estiba.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.batch.BatchSchema;
import dev.estiba.document.Json;
import dev.estiba.document.Schemas;
import dev.estiba.document.TemplateSchema;
import dev.estiba.task.TaskSchema;

/**
 * The JSON Schema of pipelines, for editors and other checks. It has the schemas of tasks and
 * batches within it, with expressions.
 */
public final class PipelineSchema {

  private static final String DEFINITIONS = "$defs";
  private static final String EXPRESSION = "#/$defs/expression";
  private static final String TEXT = Json.writePretty(schema());

  private PipelineSchema() {}

  public static String text() {
    return TEXT;
  }

  private static JsonNode schema() {
    ObjectNode pipeline = parse(Schemas.text("pipeline.json"));
    ObjectNode definitions = pipeline.withObjectProperty(DEFINITIONS);
    add("task", TaskSchema.text(), definitions);
    add("batch", BatchSchema.text(), definitions);
    return pipeline;
  }

  /** With a name of its own before those of its parts, as tasks and batches have the same ones. */
  private static void add(String name, String schema, ObjectNode definitions) {
    String prefix = name + "-";
    ObjectNode renamed = parse(schema.replace("#/$defs/", "#/$defs/" + prefix));
    ObjectNode template = (ObjectNode) new TemplateSchema(EXPRESSION).of(renamed);
    template.remove("$schema");
    template
        .remove(DEFINITIONS)
        .properties()
        .forEach(part -> definitions.set(prefix + part.getKey(), part.getValue()));
    definitions.set(name, template);
  }

  private static ObjectNode parse(String schema) {
    try {
      return (ObjectNode) Json.parse(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema of ours is not JSON", e);
    }
  }
}
