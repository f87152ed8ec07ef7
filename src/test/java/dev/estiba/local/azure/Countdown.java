package dev.estiba.local.azure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each header that tells what is left must tell less with every answer. */
final class Countdown {

  private static final String PREFIX = "x-ms-ratelimit-remaining-";

  private final Map<String, Long> last = new HashMap<>();

  List<Difference> check(RecordedExchange exchange, WireAnswer local) {
    List<Difference> found = new ArrayList<>();
    local
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && value.matches("\\d+")) {
                check(exchange, name, Long.parseLong(value), found);
              }
            });
    return found;
  }

  private void check(RecordedExchange exchange, String name, long value, List<Difference> found) {
    // Creates and deletes have a limit each, under one name.
    Long before = last.put(exchange.method() + " " + name, value);
    if (before != null && value >= before) {
      found.add(
          new Difference(
              exchange, "header " + name, "less than before", value + " after " + before));
    }
  }
}
