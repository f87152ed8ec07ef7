package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonMessageTest {

  private static final List<Problem> ONE = List.of(new Problem("/image", "is required"));

  private static JsonNode poison(String reason, List<Problem> problems, String text) {
    String message =
        PoisonMessage.of(
            new RejectedRequest("m-1", "queue", reason, problems, text, Instant.EPOCH));
    assertThat(message.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(PoisonMessage.MAX_BYTES);
    return Json.read(message, JsonNode.class);
  }

  @Test
  void it_says_what_is_wrong_and_has_the_request() {
    assertThat(poison("no image", ONE, "{\"a\": \"ñ\"}"))
        .isEqualTo(
            Json.object()
                .put("messageId", "m-1")
                .put("reason", "no image")
                .<ObjectNode>set("errors", Json.toTree(ONE))
                .put("request", "{\"a\": \"ñ\"}")
                .put("kept", "/api/rejected/m-1")
                .put("receivedAt", "1970-01-01T00:00:00Z"));
  }

  @Test
  void a_request_that_does_not_fit_is_only_said_where_it_is() {
    JsonNode poison = poison("no image", ONE, "\"".repeat(30_000));

    assertThat(poison.has("request")).isFalse();
    assertThat(poison.path("errors")).hasSize(1);
    assertThat(poison.path("kept").asText()).isEqualTo("/api/rejected/m-1");
  }

  @Test
  void neither_do_very_many_errors() {
    List<Problem> many =
        IntStream.range(0, 2000).mapToObj(i -> new Problem("/items/" + i, "is wrong")).toList();

    JsonNode poison = poison("wrong items", many, "short");

    assertThat(poison.has("errors")).isFalse();
    assertThat(poison.path("reason").asText()).isEqualTo("wrong items");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFFFE", "\uD800", "x\uDC00"})
  void what_the_storage_cannot_carry_is_left_out(String text) {
    JsonNode poison = poison("is not JSON: " + text, ONE, text);

    assertThat(poison.has("request")).isFalse();
    assertThat(poison.path("reason").asText()).startsWith("is not JSON: ").endsWith("?");
  }

  @Test
  void other_signs_are_carried() {
    assertThat(poison("wrong", ONE, "\u0000 \uD83D\uDEA2 \t").path("request").asText())
        .isEqualTo("\u0000 \uD83D\uDEA2 \t");
  }
}
