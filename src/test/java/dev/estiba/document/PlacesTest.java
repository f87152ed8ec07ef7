package dev.estiba.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {

  private static final String YAML =
      """
      name: nightly
      steps:
        - name: a
          "needs": [x,
            'y']
        - {name: b, task: {image: ''}}
      env:
        a/b~c: &none "multi
          line"
        other: |
          text
      last: 5
      """;

  private static final String JSON =
      """
      {
        "name": "ä\\u00e4",
        "steps": [
          {"name": "a", "needs": ["x",
            "y"]},
          {"name": "b", "task": {"image": ""}}
        ],
        "env": {"a/b~c": "text", "other": null},

        "last" : 5
      }
      """;

  private static Place placeIn(String text, DocumentFormat format, String path) {
    Document.Tree tree = (Document.Tree) Document.read(text, format);
    return tree.withPlaces(List.of(new Problem(path, "is wrong"))).get(0).place();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "/name, 1, 1",
    "/steps, 2, 1",
    "/steps/0, 3, 5",
    "/steps/0/name, 3, 5",
    "/steps/0/needs, 4, 5",
    "/steps/0/needs/0, 4, 15",
    "/steps/0/needs/1, 5, 7",
    "/steps/1, 6, 5",
    "/steps/1/task/image, 6, 22",
    "/env/a~1b~0c, 8, 3",
    "/env/other, 10, 3",
    "/last, 12, 1"
  })
  void a_value_of_yaml_has_the_place_of_its_name_or_of_the_item(String path, int line, int column) {
    assertThat(placeIn(YAML, DocumentFormat.YAML, path)).isEqualTo(new Place(line, column));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "/name, 2, 3",
    "/steps/0, 4, 5",
    "/steps/0/needs, 4, 19",
    "/steps/0/needs/0, 4, 29",
    "/steps/0/needs/1, 5, 7",
    "/steps/1/task/image, 6, 28",
    "/env/a~1b~0c, 8, 11",
    "/env/other, 8, 28",
    "/last, 10, 3"
  })
  void a_value_of_json_has_the_place_of_its_name_or_of_the_item(String path, int line, int column) {
    assertThat(placeIn(JSON, DocumentFormat.JSON, path)).isEqualTo(new Place(line, column));
  }

  @ParameterizedTest
  @CsvSource({
    "/steps/1/task/command, 6, 15",
    "/steps/1/task/network/ports/0, 6, 15",
    "/steps/7/name, 2, 1",
    "/steps/x, 2, 1",
    "/none, 1, 1"
  })
  void what_is_not_there_has_the_place_of_what_it_should_be_in(String path, int line, int column) {
    assertThat(placeIn(YAML, DocumentFormat.YAML, path)).isEqualTo(new Place(line, column));
  }

  @Test
  void a_byte_order_mark_moves_no_column() {
    assertThat(placeIn("\uFEFF{\"a\": 1}", DocumentFormat.JSON, "/a")).isEqualTo(new Place(1, 2));
  }

  @Test
  void problems_keep_their_order_and_may_share_a_place() {
    Document.Tree tree = (Document.Tree) Document.read(YAML, DocumentFormat.YAML);

    List<Problem> placed =
        tree.withPlaces(
            Stream.of("/last", "/name", "/last").map(path -> new Problem(path, "no")).toList());

    assertThat(placed)
        .extracting(Problem::toString)
        .containsExactly(
            "line 12, column 1: /last no",
            "line 1, column 1: /name no",
            "line 12, column 1: /last no");
  }

  @Test
  void in_json_a_place_stands_beside_the_path() {
    assertThat(Json.write(new Problem("/a", "is wrong", new Place(3, 7))))
        .isEqualTo("{\"path\":\"/a\",\"message\":\"is wrong\",\"line\":3,\"column\":7}");
    assertThat(Json.write(new Problem("/a", "is wrong")))
        .isEqualTo("{\"path\":\"/a\",\"message\":\"is wrong\"}");
  }

  @Test
  void a_problem_survives_the_codec() {
    for (Problem problem :
        List.of(new Problem("/a", "no"), new Problem("/a", "no", new Place(3, 7)))) {
      assertThat(Json.read(Json.write(problem), Problem.class)).isEqualTo(problem);
    }
  }

  @Test
  void mistakes_of_syntax_have_a_place_too() {
    assertThat(Document.read("{\n  \"a\": x}", DocumentFormat.JSON))
        .isInstanceOfSatisfying(
            Document.Malformed.class,
            malformed -> {
              assertThat(malformed.problem().place()).isNotNull();
              assertThat(malformed.problem().toString()).startsWith("is not JSON (line 2, column ");
            });
    assertThat(Document.read("a: 1\nb: *c\n", DocumentFormat.YAML))
        .isInstanceOfSatisfying(
            Document.Malformed.class,
            malformed -> {
              assertThat(malformed.problem().place()).isEqualTo(new Place(2, 4));
              assertThat(malformed.problem().message()).endsWith("(line 2, column 4)");
            });
  }

  /** What one level takes must not depend on how many are around it. */
  @Test
  void a_deep_document_is_read_as_fast_as_a_flat_one() {
    String deep = "[".repeat(900) + "1,".repeat(200_000) + "1" + "]".repeat(900);

    assertThat(placeIn(deep, DocumentFormat.JSON, "/0".repeat(900))).isEqualTo(new Place(1, 901));
  }
}
