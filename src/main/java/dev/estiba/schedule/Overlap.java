package dev.estiba.schedule;

/** What becomes of a due time while what an earlier one started goes on. */
public enum Overlap {
  /** It is left out. */
  SKIP,
  /** It is started beside it. */
  ALLOW,
  /** What goes on is cancelled; once it has ended, the new one starts. */
  REPLACE
}
