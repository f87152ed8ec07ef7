package dev.estiba.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.batch.BatchSchema;
import dev.estiba.document.Json;
import dev.estiba.document.Schemas;
import dev.estiba.document.TemplateSchema;
import dev.estiba.pipeline.PipelineSchema;
import dev.estiba.task.TaskSchema;

/**
 * The JSON Schemas of definitions that say what starts by itself. Each has the schemas of tasks,
 * batches and pipelines within it, with placeholders.
 */
public final class LaunchSchema {

  private static final TemplateSchema TEMPLATES = new TemplateSchema("#/$defs/placeholder");

  private LaunchSchema() {}

  /**
   * @param file of a schema of ours that refers to {@code #/$defs/task}, {@code batch} and {@code
   *     pipeline}, and has a {@code placeholder}
   */
  public static String text(String file) {
    ObjectNode definition = Json.read(Schemas.text(file), ObjectNode.class);
    ObjectNode definitions = definition.withObjectProperty("$defs");
    TEMPLATES.addTo(definitions, "task", TaskSchema.text());
    TEMPLATES.addTo(definitions, "batch", BatchSchema.text());
    TEMPLATES.addTo(definitions, "pipeline", PipelineSchema.text());
    return Json.writePretty(definition);
  }
}
