package dev.estiba.bench;

import java.util.List;

/**
 * What the task hub is to reach at one point of a workload on a machine with two processors.
 *
 * @param value of the figure, which the hub's own must not pass, to the side that the bound says
 */
record Target(String workload, String point, Figure figure, Bound bound, double value) {

  enum Bound {
    AT_LEAST(">="),
    AT_MOST("<="),
    BELOW("<");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  private static final List<Target> ALL =
      List.of(
          new Target(HelloSequence.NAME, "1 in flight", Figure.P50_MILLIS, Bound.AT_MOST, 3),
          new Target(HelloSequence.NAME, "8 in flight", Figure.PER_SECOND, Bound.AT_LEAST, 1_000),
          new Target(HelloSequence.NAME, "64 in flight", Figure.PER_SECOND, Bound.AT_LEAST, 2_000),
          new Target(HelloSequence.NAME, "64 in flight", Figure.P99_MILLIS, Bound.BELOW, 100),
          new Target(FanOut.NAME, "1,000 wide", Figure.PER_SECOND, Bound.AT_LEAST, 10_000),
          new Target(FanOut.NAME, "10,000 wide", Figure.PER_SECOND, Bound.AT_LEAST, 10_000),
          new Target(Recovery.NAME, "10,000 waiting", Figure.READY_SECONDS, Bound.BELOW, 2),
          new Target(Recovery.NAME, "10,000 waiting", Figure.HEAP_BYTES, Bound.BELOW, 4_096),
          new Target(Recovery.NAME, "100,000 waiting", Figure.HEAP_BYTES, Bound.BELOW, 4_096),
          new Target(Recovery.NAME, "10,000 filled", Figure.HEAP_BYTES, Bound.BELOW, 4_096),
          new Target(Recovery.NAME, "100,000 filled", Figure.HEAP_BYTES, Bound.BELOW, 4_096));

  static List<Target> of(String workload, String point) {
    return ALL.stream()
        .filter(target -> target.workload.equals(workload) && target.point.equals(point))
        .toList();
  }

  boolean isMetBy(double measured) {
    return switch (bound) {
      case AT_LEAST -> measured >= value;
      case AT_MOST -> measured <= value;
      case BELOW -> measured < value;
    };
  }

  String text() {
    return figure.label() + " " + bound.sign + " " + Figure.text(value);
  }
}
