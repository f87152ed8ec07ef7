package dev.estiba.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private final Findings findings = new Findings();
  private final Placeholders placeholders =
      new Placeholders(Pattern.compile("<([^>]*)>"), PlaceholdersTest::value, findings);

  @Test
  void a_text_that_is_nothing_but_a_placeholder_becomes_its_value() throws Exception {
    assertThat(fill("{\"a\": [\"<number>\", \"<list>\"]}"))
        .isEqualTo(Json.parse("{\"a\": [7, [1, \"x\"]]}"));
  }

  @Test
  void within_a_text_a_value_is_written_as_text() throws Exception {
    assertThat(fill("\"n=<number> l=<list> t=< text > none=<null>.\""))
        .isEqualTo(Json.parse("\"n=7 l=[1,\\\"x\\\"] t=a<number> none=.\""));
  }

  @Test
  void what_is_no_placeholder_of_this_kind_stays() throws Exception {
    assertThat(fill("[\"<other>\", \"a <other> b\", 5, null, true]"))
        .isEqualTo(Json.parse("[\"<other>\", \"a <other> b\", 5, null, true]"));
  }

  @Test
  void a_text_with_an_unknown_part_is_unknown_as_a_whole() throws Exception {
    assertThat(fill("[\"a <later> <number>\", \"<later>\"]"))
        .allSatisfy(value -> assertThat(Unknown.is(value)).isTrue());
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void a_wrong_placeholder_is_told_with_its_place() throws Exception {
    JsonNode filled = fill("{\"a/b\": [\"x\", \"y <wrong>\"]}");

    assertThat(Unknown.is(filled.at("/a~1b/1"))).isTrue();
    assertThat(findings.list()).containsExactly(new Problem("/task/a~1b/1", "is wrong"));
  }

  private JsonNode fill(String json) throws JsonProcessingException {
    return placeholders.fill(Json.parse(json), "/task");
  }

  private static @Nullable JsonNode value(String placeholder) throws WrongPlaceholderException {
    return switch (placeholder) {
      case "number" -> Json.toTree(7);
      case "text" -> Json.toTree("a<number>");
      case "null" -> NullNode.getInstance();
      case "list" -> parsed("[1, \"x\"]");
      case "later" -> Unknown.VALUE;
      case "wrong" -> throw new WrongPlaceholderException("is wrong");
      default -> null;
    };
  }

  private static JsonNode parsed(String json) {
    return Json.read(json, JsonNode.class);
  }
}
