package dev.estiba.local.functionhost.web;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A URL's query. Names are compared ignoring case; several values of one name join by commas. */
public final class QueryString {

  private final String text;
  private final Map<String, String> values;

  private QueryString(String text, Map<String, String> values) {
    this.text = text;
    this.values = values;
  }

  public static QueryString parse(@Nullable String text) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String query = text == null ? "" : text;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = UrlText.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        String value = equals < 0 ? "" : UrlText.decodeForm(pair.substring(equals + 1));
        values.merge(name, value, (one, other) -> one + "," + other);
      }
    }
    return new QueryString(query, Collections.unmodifiableMap(values));
  }

  /** As sent, without the question mark. */
  public String text() {
    return text;
  }

  /** The value, if there is one that is not blank. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /** True or false; the default also for anything else. */
  public boolean flag(String name, boolean byDefault) {
    String value = values.getOrDefault(name, "").strip();
    return byDefault ? !value.equalsIgnoreCase("false") : value.equalsIgnoreCase("true");
  }

  /** What functions see: the Functions host drops names without a value. */
  public Map<String, String> nonEmptyValues() {
    Map<String, String> kept = new TreeMap<>(values);
    kept.values().removeIf(String::isEmpty);
    return kept;
  }
}
