package dev.estiba.local.azure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A version of the containerGroups API. Later ones add properties to what is shown. */
record ApiVersion(String name) {

  /** Those that exist (the public API descriptions), from the first with asynchronous creates. */
  private static final List<String> SUPPORTED =
      List.of(
          "2018-06-01",
          "2018-09-01",
          "2018-10-01",
          "2019-12-01",
          "2020-11-01",
          "2021-03-01",
          "2021-07-01",
          "2021-09-01",
          "2021-10-01",
          "2022-09-01",
          "2022-10-01-preview",
          "2023-05-01",
          "2024-05-01-preview",
          "2024-09-01-preview",
          "2024-10-01-preview",
          "2024-11-01-preview",
          "2025-09-01",
          "2026-06-01-preview",
          "2026-07-01",
          "2026-08-01-preview");

  /**
   * @throws ArmException if there is no such version
   */
  static ApiVersion of(ArmRequest request) {
    String name = request.parameter("api-version").orElse("").toLowerCase(Locale.ROOT);
    if (!SUPPORTED.contains(name)) {
      throw ArmErrors.noSuchApiVersion(
          name, request.path().getOrDefault("location", "global"), SUPPORTED);
    }
    return new ApiVersion(name);
  }

  static List<String> newestFirst() {
    return SUPPORTED.stream().sorted(Comparator.reverseOrder()).toList();
  }

  static ApiVersion newest() {
    return new ApiVersion(SUPPORTED.get(SUPPORTED.size() - 1));
  }

  boolean hasSku() {
    return isFrom("2019-12-01");
  }

  boolean hasInitContainers() {
    return isFrom("2019-12-01");
  }

  boolean hasProvisioningTimeout() {
    return isFrom("2023-05-01");
  }

  boolean hasConfigMap() {
    return isFrom("2024-05-01-preview");
  }

  boolean hasStandbyPool() {
    return isFrom("2025-09-01");
  }

  /** Until then a new group showed its address at once. */
  boolean tellsAddressOnceProvisioned() {
    return isFrom("2021-03-01");
  }

  boolean tellsCreated() {
    return !isFrom("2019-12-01");
  }

  private boolean isFrom(String first) {
    return name.compareTo(first) >= 0;
  }
}
