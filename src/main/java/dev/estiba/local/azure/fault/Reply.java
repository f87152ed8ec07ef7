package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is not the one that was asked for. */
public record Reply(int status, Map<String, String> headers, @Nullable ObjectNode body) {

  static Reply empty(int status) {
    return new Reply(status, Map.of(), null);
  }

  /** In ARM's envelope. */
  static Reply error(int status, String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", code).put("message", message);
    return new Reply(status, Map.of(), body);
  }

  Reply with(String header, String value) {
    return with(Map.of(header, value));
  }

  Reply with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return new Reply(status, Map.copyOf(all), body);
  }

  Reply retryAfter(Duration wait) {
    return with("Retry-After", String.valueOf(seconds(wait)));
  }

  /** Rounded up: a client that waits so long has waited long enough. */
  static long seconds(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }
}
