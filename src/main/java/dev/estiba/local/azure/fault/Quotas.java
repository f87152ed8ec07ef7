package dev.estiba.local.azure.fault;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds subscriptions to {@link Limits}, each in each region. Thread-safe. */
final class Quotas {

  /** Beyond so many subscriptions and regions, those that did nothing for an hour are forgotten. */
  private static final int MOST_ALLOWANCES = 1_000;

  private static final int SCALE = 6;

  private final Limits limits;
  private final InstantSource clock;
  private final Map<String, Allowance> creates = new ConcurrentHashMap<>();
  private final Map<String, Allowance> deletes = new ConcurrentHashMap<>();

  Quotas(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  Map<String, String> create(String subscription, String region) {
    var limit = new Allowance.Limit(limits.createsPer5Minutes(), limits.createsPerHour());
    return take(creates, limit, "create", subscription, region);
  }

  Map<String, String> delete(String subscription, String region) {
    var limit = new Allowance.Limit(limits.deletesPer5Minutes(), limits.deletesPerHour());
    return take(deletes, limit, "delete", subscription, region);
  }

  private Map<String, String> take(
      Map<String, Allowance> allowances,
      Allowance.Limit limit,
      String operation,
      String subscription,
      String region) {
    String key = (subscription + "/" + region).toLowerCase(Locale.ROOT);
    String what = "subscription '%s', operation '%s' and region '%s'";
    if (allowances.size() >= MOST_ALLOWANCES) {
      allowances.values().removeIf(allowance -> allowance.isUnused(clock.instant()));
    }
    return allowances
        .computeIfAbsent(key, k -> new Allowance(limit))
        .take(what.formatted(subscription, operation, region), clock.instant());
  }

  void check(String region, double cores, Supplier<Usage> usage) {
    if (limits.containerGroups() == null && limits.cores() == null) {
      return;
    }
    Usage used = usage.get();
    check("ContainerGroups", region, limits.containerGroups(), used.containerGroups(), 1);
    check("StandardCores", region, limits.cores(), used.cores(), cores);
  }

  private static void check(
      String quota, String region, @Nullable Integer limit, double usage, double requested) {
    if (limit != null && exact(usage + requested).compareTo(BigDecimal.valueOf(limit)) > 0) {
      throw new RefusalException(
          Reply.error(
              400,
              "ContainerGroupQuotaReached",
              ("Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota"
                      + " '%s' exceeded in region '%s'. Limit: '%d', Usage: '%s' Requested: '%s'.")
                  .formatted(quota, region, limit, number(usage), number(requested))));
    }
  }

  /** 10 and 0.5, not 10.0. */
  private static String number(double value) {
    return exact(value).stripTrailingZeros().toPlainString();
  }

  /** Three tenths are 0.3: sums of doubles are off by less than any request. */
  private static BigDecimal exact(double value) {
    return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_UP);
  }
}
