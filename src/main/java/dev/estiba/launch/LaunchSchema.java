package dev.estiba.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
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

  private static final String DEFINITIONS = "$defs";
  private static final String PLACEHOLDER = "#/$defs/placeholder";

  private LaunchSchema() {}

  /**
   * @param file of a schema of ours that refers to {@code #/$defs/task}, {@code batch} and {@code
   *     pipeline}, and has a {@code placeholder}
   */
  public static String text(String file) {
    ObjectNode definition = parse(Schemas.text(file));
    ObjectNode definitions = definition.withObjectProperty(DEFINITIONS);
    add("task", TaskSchema.text(), definitions);
    add("batch", BatchSchema.text(), definitions);
    add("pipeline", PipelineSchema.text(), definitions);
    return Json.writePretty(definition);
  }

  /** Their parts get names of their own: they have the same ones. */
  private static void add(String name, String schema, ObjectNode definitions) {
    String prefix = name + "-";
    ObjectNode renamed = parse(schema.replace("\"#/$defs/", "\"#/$defs/" + prefix));
    ObjectNode template = (ObjectNode) new TemplateSchema(PLACEHOLDER).of(renamed);
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
