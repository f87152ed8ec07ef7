package dev.estiba.schedule;

/** What becomes of due times at which no host was there to start anything. */
public enum CatchUp {
  /** They are left out. */
  NONE,
  /** The last of them is started late. */
  LATEST,
  /** The last ones are started late, in their order, up to the schedule's bound. */
  ALL
}
