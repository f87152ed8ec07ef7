package dev.estiba.bench;

import java.util.Map;

/** What came of one point of one workload, for one engine. */
public sealed interface Row {

  String workload();

  /** Whose it is: {@link Report#OURS}, {@link Report#DISK}, or a peer's name. */
  String subject();

  /** Where on the workload's scale: how many are in flight, say. */
  String point();

  /**
   * @param figures what was measured, in no particular order
   */
  record Measured(String workload, String subject, String point, Map<Figure, Double> figures)
      implements Row {

    public Measured {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * @param reason why it could not be measured here
   */
  record Skipped(String workload, String subject, String point, String reason) implements Row {}

  /**
   * @param reason what went wrong, which it should not
   */
  record Failed(String workload, String subject, String point, String reason) implements Row {}
}
