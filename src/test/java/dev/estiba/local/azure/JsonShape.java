package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What of a JSON document can be the same in two runs: its paths, the elements of an array merged
 * into one, and at each path the values in order. Of a value that every run makes anew, only its
 * form.
 */
final class JsonShape {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d";
  private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern LAST_STEP = Pattern.compile("(\\[]|\\['[^']*']|\\.\\w+|\\$)$");

  /** The service named containers and images by their hashes at some times and not at others. */
  private static final Pattern HASH = Pattern.compile("( with id |@sha256:)[0-9a-f]{64}");

  /** A form by the name of the property. A value of another form stands for itself. */
  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          form("startTime", "a time", TIME + "(\\.\\d{1,7})?Z"),
          form("finishTime", "a time", TIME + "(\\.\\d{1,7})?Z"),
          form("firstTimestamp", "a time in whole seconds", TIME + "Z"),
          form("lastTimestamp", "a time in whole seconds", TIME + "Z"),
          form("ip", "an address", "\\d{1,3}(\\.\\d{1,3}){3}"),
          form("fqdn", "a domain name", "[a-z0-9-]+(\\.[a-z0-9-]+)+"),
          form("principalId", "a GUID", GUID),
          form("clientId", "a GUID", GUID),
          form("tenantId", "a GUID", GUID),
          form("webSocketUri", "a URL", "wss?://.*"),
          form("password", "a password", ".+"),
          form("count", "a count", "[1-9]\\d*"));

  private record Form(String name, Pattern pattern) {}

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private JsonShape() {}

  private static Map.Entry<String, Form> form(String property, String name, String pattern) {
    return Map.entry(property, new Form(name, Pattern.compile(pattern)));
  }

  /** By path; empty for a missing document. */
  static Map<String, List<String>> of(JsonNode document) {
    JsonShape shape = new JsonShape();
    shape.add("$", "", document);
    return shape.values;
  }

  private void add(String path, String property, JsonNode node) {
    if (node.isObject()) {
      addOnce(path, "an object");
      node.properties().forEach(f -> add(path + step(f.getKey()), f.getKey(), f.getValue()));
    } else if (node.isArray()) {
      addOnce(path, "an array");
      elements(property, node).forEach(element -> add(path + "[]", property, element));
    } else if (!node.isMissingNode()) {
      addScalar(path, property, node);
    }
  }

  private static String step(String key) {
    return key.matches("[A-Za-z0-9_]+") ? "." + key : "['" + key + "']";
  }

  /** Of the object or array that holds the value of this path; empty for the document. */
  static String parentOf(String path) {
    return LAST_STEP.matcher(path).replaceFirst("");
  }

  private void addScalar(String path, String property, JsonNode node) {
    Form form = FORMS.get(property);
    if (form != null && form.pattern().matcher(node.asText()).matches()) {
      addOnce(path, form.name() + " as " + type(node));
    } else {
      String text = HASH.matcher(node.toString()).replaceAll("");
      if (path.contains(".events[]")) {
        // Like events are one with a count, or not, as the service pleases.
        addOnce(path, text);
      } else {
        values.computeIfAbsent(path, p -> new ArrayList<>()).add(text);
      }
    }
  }

  private static String type(JsonNode node) {
    if (node.isNumber()) {
      return node.isIntegralNumber() ? "integer" : "decimal";
    }
    return node.getNodeType().toString().toLowerCase(Locale.ROOT);
  }

  private void addOnce(String path, String value) {
    List<String> all = values.computeIfAbsent(path, p -> new ArrayList<>());
    if (!all.contains(value)) {
      all.add(value);
    }
  }

  /** The resources of a list are in no order that a client could rely on. */
  private static List<JsonNode> elements(String property, JsonNode array) {
    List<JsonNode> elements =
        new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    if (property.equals("value")) {
      elements.sort(
          Comparator.comparing((JsonNode e) -> e.path("id").asText())
              .thenComparing(e -> e.path("name").asText()));
    }
    return elements;
  }
}
