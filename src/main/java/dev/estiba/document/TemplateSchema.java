package dev.estiba.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The JSON Schema of a document's template: wherever the document has a value, the template may
 * have a text with a placeholder. Goes through the keywords that our own schemas use.
 */
public final class TemplateSchema {

  /** Keywords whose values are schemas of a document's values, under names or in a list. */
  private static final Set<String> VALUES = Set.of("properties", "prefixItems");

  /** Keywords whose value is a schema of a document's values. */
  private static final Set<String> VALUE = Set.of("items", "additionalProperties");

  /** Keywords whose values are schemas of the same value, under names or in a list. */
  private static final Set<String> SAME = Set.of("oneOf", "anyOf", "$defs");

  /** What says something to people, and is to stay in sight. */
  private static final List<String> NOTES = List.of("description", "default");

  private final String placeholder;

  /**
   * @param placeholder reference of the schema of such a text
   */
  public TemplateSchema(String placeholder) {
    this.placeholder = placeholder;
  }

  /**
   * Adds the schema of a template to the definitions of another schema. Its parts get names of
   * their own: other schemas have the same ones.
   *
   * @param name of the template's definition
   * @param schema text of the schema of the documents
   */
  public void addTo(ObjectNode definitions, String name, String schema) {
    String prefix = name + "-";
    ObjectNode renamed =
        Json.read(schema.replace("\"#/$defs/", "\"#/$defs/" + prefix), ObjectNode.class);
    ObjectNode template = (ObjectNode) of(renamed);
    template.remove("$schema");
    template
        .remove("$defs")
        .properties()
        .forEach(part -> definitions.set(prefix + part.getKey(), part.getValue()));
    definitions.set(name, template);
  }

  /** The schema of the template of the documents that a schema is of. */
  public JsonNode of(JsonNode schema) {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode template = Json.object();
    schema
        .properties()
        .forEach(
            keyword ->
                template.set(keyword.getKey(), keyword(keyword.getKey(), keyword.getValue())));
    return template;
  }

  private JsonNode keyword(String name, JsonNode value) {
    if (VALUE.contains(name)) {
      return orPlaceholder(value);
    }
    if (!VALUES.contains(name) && !SAME.contains(name)) {
      return value;
    }
    return value.isArray() ? inList(name, value) : underNames(name, value);
  }

  private JsonNode inList(String keyword, JsonNode schemas) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    schemas.forEach(schema -> list.add(part(keyword, schema)));
    return list;
  }

  private JsonNode underNames(String keyword, JsonNode schemas) {
    ObjectNode named = Json.object();
    schemas
        .properties()
        .forEach(schema -> named.set(schema.getKey(), part(keyword, schema.getValue())));
    return named;
  }

  private JsonNode part(String keyword, JsonNode schema) {
    return SAME.contains(keyword) ? of(schema) : orPlaceholder(schema);
  }

  /** The schema of a value, or of a text that stands for it. */
  private JsonNode orPlaceholder(JsonNode schema) {
    if (!(of(schema) instanceof ObjectNode value)) {
      return schema;
    }
    ObjectNode either = Json.object();
    for (String note : NOTES) {
      JsonNode text = value.remove(note);
      if (text != null) {
        either.set(note, text);
      }
    }
    either.putArray("anyOf").add(value).addObject().put("$ref", placeholder);
    return either;
  }
}
