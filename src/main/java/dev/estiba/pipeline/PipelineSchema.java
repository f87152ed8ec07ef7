package dev.estiba.pipeline;

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

  private static final String TEXT = Json.writePretty(schema());

  private PipelineSchema() {}

  public static String text() {
    return TEXT;
  }

  private static JsonNode schema() {
    ObjectNode pipeline = Json.read(Schemas.text("pipeline.json"), ObjectNode.class);
    ObjectNode definitions = pipeline.withObjectProperty("$defs");
    TemplateSchema templates = new TemplateSchema("#/$defs/expression");
    templates.addTo(definitions, "task", TaskSchema.text());
    templates.addTo(definitions, "batch", BatchSchema.text());
    return pipeline;
  }
}
