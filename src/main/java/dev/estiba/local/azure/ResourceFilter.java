package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code $filter} of lists of resources: comparisons joined by {@code and}. */
final class ResourceFilter {

  private static final Pattern COMPARISON =
      Pattern.compile("\\s*(\\w+)\\s+eq\\s+'([^']*)'\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern AND = Pattern.compile("\\s+and\\s+", Pattern.CASE_INSENSITIVE);

  private ResourceFilter() {}

  /**
   * @param filter blank for all
   * @throws ArmException if it is not understood
   */
  static Predicate<JsonNode> of(String filter) {
    return Stream.of(AND.split(filter))
        .filter(part -> !part.isBlank())
        .map(part -> comparison(part, filter))
        .reduce(resource -> true, Predicate::and);
  }

  private static Predicate<JsonNode> comparison(String part, String filter) {
    Matcher matcher = COMPARISON.matcher(part);
    if (!matcher.matches()) {
      throw invalid(filter);
    }
    String value = matcher.group(2);
    return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
      case "resourcetype" -> resource -> is(resource, "type", value);
      case "name" -> resource -> is(resource, "name", value);
      case "location" -> resource -> is(resource, "location", value.replace(" ", ""));
      case "resourcegroup" -> resource -> resourceGroup(resource).equalsIgnoreCase(value);
      case "tagname" -> resource -> resource.path("tags").has(value);
      case "tagvalue" -> resource -> hasTagValue(resource.path("tags"), value);
      default -> throw invalid(filter);
    };
  }

  private static boolean is(JsonNode resource, String field, String value) {
    return resource.path(field).asText().equalsIgnoreCase(value);
  }

  private static boolean hasTagValue(JsonNode tags, String value) {
    return tags.properties().stream().anyMatch(tag -> tag.getValue().asText().equals(value));
  }

  private static String resourceGroup(JsonNode resource) {
    return resource.path("id").asText().split("/", -1)[4];
  }

  private static ArmException invalid(String filter) {
    return ArmErrors.invalid(
        "InvalidFilterInQueryString",
        "The filter '"
            + filter
            + "' is not understood: comparisons such as resourceType eq 'x', joined by 'and', of"
            + " resourceType, resourceGroup, name, location, tagName and tagValue are.");
  }
}
