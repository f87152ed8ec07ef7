package dev.estiba.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateSchemaTest {

  @Test
  void wherever_there_is_a_value_there_may_be_a_placeholder() throws Exception {
    String schema =
        """
        {"type": "object", "required": ["a"], "properties": {
          "a": {"description": "An a.", "default": 1, "type": "integer"},
          "b": {"type": "array", "items": {"$ref": "#/$defs/c"}},
          "no": false},
         "$defs": {"c": {"oneOf": [{"enum": ["x"]}]}}}
        """;

    assertThat(new TemplateSchema("#/$defs/p").of(Json.parse(schema)))
        .isEqualTo(
            Json.parse(
                """
                {"type": "object", "required": ["a"], "properties": {
                  "a": {"description": "An a.", "default": 1,
                        "anyOf": [{"type": "integer"}, {"$ref": "#/$defs/p"}]},
                  "b": {"anyOf": [
                         {"type": "array",
                          "items": {"anyOf": [{"$ref": "#/$defs/c"}, {"$ref": "#/$defs/p"}]}},
                         {"$ref": "#/$defs/p"}]},
                  "no": false},
                 "$defs": {"c": {"oneOf": [{"enum": ["x"]}]}}}
                """));
  }
}
