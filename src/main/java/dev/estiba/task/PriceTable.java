package dev.estiba.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.document.Range;
import dev.estiba.document.TextRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What container groups cost, by region and priority. These are estimates: an installation that
 * says nothing uses {@link #AZURE_LIST}, and nobody's discounts, taxes or credits are known.
 *
 * @param currency of every price
 * @param regions by the region's name
 * @param others of the regions that are not named
 */
public record PriceTable(String currency, Map<String, RegionPrice> regions, RegionPrice others) {

  /** The app setting that {@link #parse} reads. */
  public static final String SETTING = "ESTIBA_PRICES";

  private static final String OTHERS = "*";

  /**
   * The price in one region.
   *
   * @param vCpuHour one vCPU for an hour
   * @param memoryGBHour one GB for an hour
   * @param spotDiscount the part of both that Spot saves; 0 to below 1
   */
  public record RegionPrice(double vCpuHour, double memoryGBHour, double spotDiscount) {}

  /** The meters "Standard Spot" cost 30 % of "Standard" in Azure's price list. */
  private static final double SPOT_DISCOUNT = 0.7;

  /**
   * Azure's public price for Linux in East US, as its Retail Prices API told it in October 2026
   * (meters "Standard vCPU Duration", "Standard Memory Duration" and their Spot kin, USD without
   * tax). Other regions have other prices.
   */
  public static final PriceTable AZURE_LIST =
      new PriceTable("USD", Map.of(), new RegionPrice(0.0405, 0.00445, SPOT_DISCOUNT));

  private static final double MAX_PRICE = 1000;
  private static final double MAX_DISCOUNT = 0.99;
  private static final TextRule CURRENCY =
      TextRule.of("[A-Z]{3}", "must be three capital letters, such as USD");
  private static final TextRule REGION =
      TextRule.of(
          "[a-z0-9]{1,40}|\\*",
          "must be an Azure region's name in lower case without spaces, such as westeurope, or *");

  public PriceTable {
    regions = Map.copyOf(regions);
  }

  /** What a group of that priority costs in a region. */
  public Price price(String region, Priority priority) {
    RegionPrice price = regions.getOrDefault(region, others);
    double discount = priority == Priority.SPOT ? price.spotDiscount() : 0;
    return new Price(
        discounted(price.vCpuHour(), discount),
        discounted(price.memoryGBHour(), discount),
        currency);
  }

  /** Exact: 30 % of 0.0405 is 0.01215, not a hair more. */
  private static double discounted(double price, double discount) {
    BigDecimal part = BigDecimal.ONE.subtract(BigDecimal.valueOf(discount));
    return BigDecimal.valueOf(price).multiply(part).doubleValue();
  }

  /**
   * Reads the prices of an installation, for instance {@code {"currency": "EUR", "regions": {"*":
   * {"vCpuHour": 0.0405, "memoryGBHour": 0.00445, "spotDiscount": 0.7}}}}. Only {@code
   * spotDiscount} may be left out.
   *
   * @throws IllegalArgumentException saying everything that is wrong, where, and what is right
   */
  public static PriceTable parse(String json) {
    Findings findings = new Findings();
    Fields fields = new Fields(read(json), "", findings);
    String currency = fields.requiredText("currency", CURRENCY);
    Fields regions = fields.object("regions", "{\"*\": {\"vCpuHour\": 0.04, …}}");
    if (!fields.has("regions")) {
      fields.problem("regions", "is required, with a price for \"*\" at least");
    }
    fields.refuseUnknown();
    Map<String, RegionPrice> prices = regions == null ? Map.of() : prices(regions);
    RegionPrice others = prices.get(OTHERS);
    if (!findings.list().isEmpty() || others == null) {
      throw refused(findings.list());
    }
    return new PriceTable(currency, prices, others);
  }

  private static JsonNode read(String json) {
    try {
      JsonNode document = Json.parse(json);
      if (document.isObject()) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The app setting " + SETTING + " is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(
        "The app setting " + SETTING + " must be a JSON object with currency and regions.");
  }

  private static Map<String, RegionPrice> prices(Fields regions) {
    Map<String, RegionPrice> prices = new TreeMap<>();
    for (String name : regions.names()) {
      if (!REGION.allows(name)) {
        regions.problem(name, REGION.says());
      }
      Fields region = regions.object(name, "{\"vCpuHour\": 0.04, \"memoryGBHour\": 0.004}");
      if (region != null) {
        prices.put(name, price(region));
      }
    }
    if (!regions.has(OTHERS)) {
      regions.problem(OTHERS, "is required: the price of regions that are not named");
    }
    return prices;
  }

  private static RegionPrice price(Fields region) {
    RegionPrice price =
        new RegionPrice(
            required(region, "vCpuHour"),
            required(region, "memoryGBHour"),
            region.number(
                "spotDiscount", SPOT_DISCOUNT, Range.of(0, MAX_DISCOUNT, "the part saved")));
    region.refuseUnknown();
    return price;
  }

  private static double required(Fields region, String field) {
    Range range = Range.of(0, MAX_PRICE, "per hour");
    double price = region.number(field, 0, range);
    if (!region.has(field)) {
      region.problem(field, "is required: a number from " + range);
    }
    return price;
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
