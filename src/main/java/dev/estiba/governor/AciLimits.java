package dev.estiba.governor;

/**
 * What a subscription may do in one region. Each may be {@link #UNLIMITED}.
 *
 * @param groups container groups that there may be at a time; from 1
 * @param cores vCPUs of all of them together; above 0
 * @param createsPer5Minutes calls in any five minutes; from 1, as the others
 */
public record AciLimits(
    int groups,
    double cores,
    int createsPer5Minutes,
    int createsPerHour,
    int deletesPer5Minutes,
    int deletesPerHour) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** What Azure documents for a subscription that did not ask for more. */
  public static final AciLimits AZURE = new AciLimits(100, 100, 100, 300, 100, 300);

  public static final AciLimits NONE =
      new AciLimits(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

  public boolean areNone() {
    return equals(NONE);
  }

  /** How many groups of that size there may be at a time; at least one. */
  int groupsOf(double coresEach) {
    double byCores = coresEach <= 0 ? UNLIMITED : Math.floor(cores / coresEach + 1e-9);
    return (int) Math.max(1, Math.min(groups, byCores));
  }

  boolean countsGroups() {
    return groups != UNLIMITED || cores != UNLIMITED;
  }
}
