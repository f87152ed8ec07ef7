package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * App settings that take the place of keys in host.json: {@code AzureFunctionsJobHost__a__b} is the
 * value of {@code a.b}. As in Azure, the case of names does not matter.
 */
final class HostJsonOverrides {

  private static final String PREFIX = "AzureFunctionsJobHost";

  private final Collection<String> knownKeys;

  /**
   * @param knownKeys paths whose spelling a setting's name gets
   */
  HostJsonOverrides(Collection<String> knownKeys) {
    this.knownKeys = knownKeys;
  }

  /**
   * @throws FunctionAppException if a setting names something below a single value
   */
  JsonNode apply(JsonNode hostJson, AppSettings settings) {
    Map<String, String> overrides = new TreeMap<>();
    settings
        .values()
        .forEach((name, value) -> pathOf(name).ifPresent(p -> overrides.put(p, value)));
    if (overrides.isEmpty() || !hostJson.isObject()) {
      return hostJson;
    }
    ObjectNode changed = hostJson.deepCopy();
    overrides.forEach((path, value) -> set(changed, List.of(path.split("__")), value));
    return changed;
  }

  /** Parts still divided by two underscores: the name of a part may have a dot. */
  private static Optional<String> pathOf(String setting) {
    String name = setting.replace(":", "__");
    return name.regionMatches(true, 0, PREFIX + "__", 0, PREFIX.length() + 2)
            && name.length() > PREFIX.length() + 2
        ? Optional.of(name.substring(PREFIX.length() + 2))
        : Optional.empty();
  }

  private void set(ObjectNode root, List<String> path, String value) {
    ObjectNode section = root;
    String place = "";
    for (String part : path.subList(0, path.size() - 1)) {
      String name = spelled(section, place, part);
      place = place + name + ".";
      section = sectionOf(section, name, path);
    }
    String last = path.get(path.size() - 1);
    section.set(spelled(section, place, last), JsonNodeFactory.instance.textNode(value));
  }

  private static ObjectNode sectionOf(ObjectNode parent, String name, List<String> path) {
    JsonNode child = parent.path(name);
    if (child.isMissingNode() || child.isNull()) {
      return parent.putObject(name);
    }
    if (child instanceof ObjectNode section) {
      return section;
    }
    throw new FunctionAppException(
        "App setting "
            + PREFIX
            + "__"
            + String.join("__", path)
            + " names a key below '"
            + name
            + "', which is a single value in host.json. Remove the setting.");
  }

  /** As host.json writes the name already, or as it would be written. */
  private String spelled(ObjectNode section, String place, String name) {
    for (Iterator<String> names = section.fieldNames(); names.hasNext(); ) {
      String there = names.next();
      if (there.equalsIgnoreCase(name)) {
        return there;
      }
    }
    String path = place + name;
    return knownKeys.stream()
        .map(known -> startOf(known, path))
        .filter(path::equalsIgnoreCase)
        .findFirst()
        .map(known -> known.substring(place.length()))
        .orElse(name);
  }

  /** As many parts of the known path as the other has. */
  private static String startOf(String known, String path) {
    long parts = path.chars().filter(c -> c == '.').count() + 1;
    return String.join(".", Arrays.stream(known.split("\\.")).limit(parts).toList());
  }
}
