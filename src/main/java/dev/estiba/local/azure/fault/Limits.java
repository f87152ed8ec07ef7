package dev.estiba.local.azure.fault;

import org.jspecify.annotations.Nullable;

/**
 * What a subscription may do and have in a region; what exceeds it is refused. Null for no limit.
 *
 * @param containerGroups how many there may be
 * @param cores how many all container groups together may request
 */
public record Limits(
    @Nullable Integer createsPer5Minutes,
    @Nullable Integer createsPerHour,
    @Nullable Integer deletesPer5Minutes,
    @Nullable Integer deletesPerHour,
    @Nullable Integer containerGroups,
    @Nullable Integer cores) {

  public static final Limits NONE = new Limits(null, null, null, null, null, null);

  /** Those that Microsoft documents for an ordinary subscription. */
  public static final Limits ORDINARY = new Limits(100, 300, 100, 300, 100, 100);

  /**
   * @throws InvalidBehaviorException for a negative one
   */
  public Limits {
    Checks.notNegative("createsPer5Minutes", createsPer5Minutes);
    Checks.notNegative("createsPerHour", createsPerHour);
    Checks.notNegative("deletesPer5Minutes", deletesPer5Minutes);
    Checks.notNegative("deletesPerHour", deletesPerHour);
    Checks.notNegative("containerGroups", containerGroups);
    Checks.notNegative("cores", cores);
  }
}
