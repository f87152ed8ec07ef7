package dev.estiba.local.functionhost.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingExpressionTest {

  private static final Instant NOON = Instant.parse("2026-02-03T12:04:05.678Z");

  private static String resolve(String text, Map<String, String> metadata, String body) {
    return BindingExpression.parse(text).resolve("Ship", BindingData.of(metadata, body), NOON);
  }

  private static String resolve(String text) {
    return resolve(text, Map.of(), null);
  }

  @Test
  void names_come_from_metadata_and_then_from_the_body_ignoring_case() {
    Map<String, String> metadata = Map.of("id", "7", "QueueTrigger", "text");

    assertThat(resolve("a/{ID}-{queueTrigger}", metadata, "{\"id\":\"other\"}"))
        .isEqualTo("a/7-text");
    assertThat(
            resolve(
                "{kind}/{order.no}/{order.tags}/{n}",
                metadata,
                "{\"Kind\":\"box\",\"order\":{\"no\":3,\"tags\":[1,2]},\"n\":1.50}"))
        .isEqualTo("box/3/[1,2]/1.5");
  }

  @Test
  void the_host_knows_the_time_guids_and_the_function() {
    assertThat(resolve("{datetime}")).isEqualTo("2026-02-03T12-04-05Z");
    assertThat(resolve("{DateTime:yyyy/MM/dd-HHmmss}")).isEqualTo("2026/02/03-120405");
    assertThat(resolve("{sys.utcnow:ddd d MMM yy 'at' h.mm tt, fff}"))
        .isEqualTo("Tue 3 Feb 26 at 12.04 PM, 678");
    assertThat(resolve("{sys.methodname}")).isEqualTo("Ship");
    assertThat(resolve("{rand-guid}")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(resolve("{rand-guid:N}{sys.randguid:n}")).matches("[0-9a-f]{64}");
  }

  @Test
  void what_it_needs_from_the_trigger_is_known_before() {
    BindingExpression expression = BindingExpression.parse("a/{id}/{rand-guid}/{datetime:yyyy}");

    assertThat(expression.names()).containsExactly("id");
    assertThat(expression.isConstant()).isFalse();
    assertThat(BindingExpression.parse("a/b.txt").isConstant()).isTrue();
  }

  @Test
  void a_name_that_nobody_knows_is_told_with_what_is_known() {
    assertThatThrownBy(() -> resolve("a/{idd}", Map.of("id", "7"), "{\"kind\":1,\"none\":null}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'{idd}' in 'a/{idd}' names nothing that this run knows. It knows [id, kind].");
    assertThatThrownBy(() -> resolve("{a.b}", Map.of(), "no json"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_malformed_expression_is_refused() {
    for (String malformed : new String[] {"a/{id", "a/id}", "a/{}", "a/{a{b}}", "{id:x}"}) {
      assertThatThrownBy(() -> BindingExpression.parse(malformed))
          .as(malformed)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(malformed);
    }
    assertThatThrownBy(() -> BindingExpression.parse("{datetime:'open}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
