package dev.estiba.governor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.document.Range;
import dev.estiba.document.TextRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The limits of an installation.
 *
 * @param others of the regions that are not named
 * @param regions by the region's name
 */
public record LimitTable(AciLimits others, Map<String, AciLimits> regions) {

  /** The app setting that {@link #parse} reads. */
  public static final String SETTING = "ESTIBA_LIMITS";

  public static final LimitTable AZURE = new LimitTable(AciLimits.AZURE, Map.of());
  public static final LimitTable NONE = new LimitTable(AciLimits.NONE, Map.of());

  private static final String UNLIMITED = "none";
  private static final String OTHERS = "default";
  private static final String EXAMPLE = "{\"groups\": 100, \"createsPerHour\": 300}";
  private static final int MOST = 1_000_000;
  private static final Range CORES = Range.of(1, MOST, "vCPUs");
  private static final TextRule REGION =
      TextRule.of(
          "[a-z0-9]{1,40}",
          "must be an Azure region's name in lower case without spaces, such as westeurope, or"
              + " default");

  public LimitTable {
    regions = Map.copyOf(regions);
  }

  public AciLimits in(String location) {
    return regions.getOrDefault(location, others);
  }

  /**
   * Reads the limits of an installation: {@code none}, or an object by regions, for instance {@code
   * {"default": {"groups": 200, "cores": 400}, "westeurope": {"createsPerHour": "none"}}}. What a
   * region does not say is as in {@code default}; what that does not say, as Azure documents it.
   *
   * @throws IllegalArgumentException saying everything that is wrong, where, and what is right
   */
  public static LimitTable parse(String text) {
    if (text.strip().equals(UNLIMITED)) {
      return NONE;
    }
    Findings findings = new Findings();
    Fields fields = new Fields(read(text), "", findings);
    AciLimits others = limits(fields, OTHERS, AciLimits.AZURE);
    Map<String, AciLimits> regions = new TreeMap<>();
    for (String name : fields.names()) {
      if (name.equals(OTHERS)) {
        continue;
      }
      if (!REGION.allows(name)) {
        fields.problem(name, REGION.says());
      }
      regions.put(name, limits(fields, name, others));
    }
    if (!findings.list().isEmpty()) {
      throw refused(findings.list());
    }
    return new LimitTable(others, regions);
  }

  private static JsonNode read(String text) {
    try {
      JsonNode document = Json.parse(text);
      if (document.isObject()) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The app setting " + SETTING + " is neither none nor JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(
        "The app setting "
            + SETTING
            + " must be none or a JSON object such as {\"default\": "
            + EXAMPLE
            + "}.");
  }

  private static AciLimits limits(Fields table, String name, AciLimits unsaid) {
    Fields region = table.object(name, EXAMPLE);
    if (region == null) {
      if (!table.has(name) && table.names().contains(name)) {
        table.problem(name, "must be an object such as " + EXAMPLE + ", not null");
      }
      return unsaid;
    }
    AciLimits limits =
        new AciLimits(
            count(region, "groups", unsaid.groups()),
            cores(region, unsaid.cores()),
            count(region, "createsPer5Minutes", unsaid.createsPer5Minutes()),
            count(region, "createsPerHour", unsaid.createsPerHour()),
            count(region, "deletesPer5Minutes", unsaid.deletesPer5Minutes()),
            count(region, "deletesPerHour", unsaid.deletesPerHour()));
    region.refuseUnknown();
    return limits;
  }

  private static int count(Fields region, String field, int unsaid) {
    return isNone(region, field)
        ? AciLimits.UNLIMITED
        : (int) region.wholeNumber(field, unsaid, 1, MOST, "or \"none\"");
  }

  private static double cores(Fields region, double unsaid) {
    return isNone(region, "cores") ? AciLimits.UNLIMITED : region.number("cores", unsaid, CORES);
  }

  private static boolean isNone(Fields region, String field) {
    JsonNode value = region.value(field);
    return value != null && value.isTextual() && value.textValue().equals(UNLIMITED);
  }

  private static IllegalArgumentException refused(List<Problem> problems) {
    return new IllegalArgumentException(
        "The app setting "
            + SETTING
            + " is wrong: "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("; "))
            + ".");
  }
}
