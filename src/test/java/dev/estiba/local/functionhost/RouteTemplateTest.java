package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.functionhost.web.UrlText;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTemplateTest {

  private static Optional<Map<String, String>> match(String template, String path) {
    return RouteTemplate.parse(template).match(UrlText.segments(path));
  }

  @Test
  void a_parameter_takes_one_decoded_segment() {
    assertThat(match("runs/{id}", "/runs/a%20b+c%2Fd")).contains(Map.of("id", "a b+c/d"));
    assertThat(match("runs/{id}", "/runs")).isEmpty();
    assertThat(match("runs/{id}", "/runs/1/2")).isEmpty();
  }

  @Test
  void an_optional_parameter_may_be_absent() {
    assertThat(match("runs/{id:int?}", "/runs")).contains(Map.of());
    assertThat(match("runs/{id:int?}", "/runs/7")).contains(Map.of("id", "7"));
    assertThat(match("runs/{id:int?}", "/runs/seven")).isEmpty();
  }

  @Test
  void a_catch_all_takes_the_rest() {
    assertThat(match("files/{*path}", "/files/a/b%20c/d")).contains(Map.of("path", "a/b c/d"));
    assertThat(match("files/{*path}", "/files")).contains(Map.of());
  }

  @Test
  void literals_ignore_case_and_surrounding_slashes() {
    assertThat(match("Runs/All", "/runs/ALL/")).contains(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "alpha, abc, a1",
    "int, -12, 1.5",
    "long, 99999999999, x",
    "bool, TRUE, yes",
    "guid, 0f8fad5b-d9cb-469f-a165-70867728950e, 0f8f",
    "guid, 0f8fad5bd9cb469fa16570867728950e, zzz",
    "double, 1.5e3, e",
    "datetime, 2026-01-31T10:00:00Z, yesterday",
    "length(3), abc, ab",
    "'length(2,3)', abc, abcd",
    "minlength(2), ab, a",
    "maxlength(2), ab, abc",
    "min(5), 5, 4",
    "max(5), 5, 6",
    "'range(1,9)', 9, 10",
    "regex(^v\\d+$), v12, 12",
    "int:min(3), 3, 2"
  })
  void a_constraint_lets_through_only_what_it_allows(String constraint, String good, String bad) {
    String template = "{value:" + constraint + "}";

    assertThat(match(template, good)).contains(Map.of("value", good));
    assertThat(match(template, bad)).isEmpty();
  }

  @Test
  void the_more_literal_template_is_tried_first() {
    assertThat(
            java.util.stream.Stream.of("a/{*x}", "a/{x}", "a/{x:int}", "a/b", "a")
                .map(RouteTemplate::parse)
                .map(RouteTemplate::precedence)
                .sorted()
                .toList())
        .containsExactly("1", "11", "12", "13", "15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/{b", "a/{b:wrong}", "v{b}", "{*a}/b", "{a?}/b", "{}", "{a:regex([)}", "{a b}"})
  void a_malformed_template_is_refused(String template) {
    assertThatThrownBy(() -> RouteTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
