package dev.estiba.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that one run has found.
 *
 * @param seconds that the run took
 */
public record Report(
    Machine machine, boolean quick, Instant startedAt, double seconds, List<Row> rows) {

  public static final String OURS = "estiba";
  public static final String DISK = "disk";

  public Report {
    rows = List.copyOf(rows);
  }

  /** What a row of ours is to be: the targets of its point, and ahead of each peer there. */
  List<Verdict> verdicts(Row.Measured ours) {
    List<Verdict> verdicts = new ArrayList<>();
    if (!ours.subject().equals(OURS)) {
      return verdicts;
    }
    for (Target target : Target.of(ours.workload(), ours.point())) {
      Double value = ours.figures().get(target.figure());
      if (value != null) {
        verdicts.add(new Verdict(target.text(), target.isMetBy(value), ""));
      }
    }
    for (Row row : rows) {
      if (row instanceof Row.Measured rival && isRival(rival, ours)) {
        against(rival, ours).ifPresent(verdicts::add);
      }
    }
    return verdicts;
  }

  private static boolean isRival(Row.Measured row, Row.Measured ours) {
    return !row.subject().equals(OURS)
        && !row.subject().equals(DISK)
        && row.workload().equals(ours.workload())
        && row.point().equals(ours.point());
  }

  private static Optional<Verdict> against(Row.Measured rival, Row.Measured ours) {
    Double theirs = rival.figures().get(Figure.PER_SECOND);
    Double own = ours.figures().get(Figure.PER_SECOND);
    if (theirs == null || own == null) {
      return Optional.empty();
    }
    String times = String.format(Locale.ROOT, "%.1f times", own / theirs);
    return Optional.of(new Verdict("ahead of " + rival.subject(), own > theirs, times));
  }

  /**
   * The median in flushes of this disk, made one by one: how near an engine is to what it cannot
   * avoid.
   */
  OptionalDouble flushes(Row.Measured row) {
    Double p50 = row.figures().get(Figure.P50_MILLIS);
    if (p50 == null || row.subject().equals(DISK)) {
      return OptionalDouble.empty();
    }
    return rows.stream()
        .filter(other -> other.workload().equals(Floor.NAME) && other.point().equals(Floor.ALONE))
        .filter(Row.Measured.class::isInstance)
        .mapToDouble(floor -> ((Row.Measured) floor).figures().getOrDefault(Figure.P50_MILLIS, 0.0))
        .filter(flush -> flush > 0)
        .map(flush -> p50 / flush)
        .findFirst();
  }

  /** True if something could not be measured that should have been. */
  public boolean hasFailures() {
    return rows.stream().anyMatch(Row.Failed.class::isInstance);
  }
}
