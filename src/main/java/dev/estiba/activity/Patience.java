package dev.estiba.activity;

/** How long it is worth to ask for the rest of a log again before its group is deleted. */
public enum Patience {
  /** Asking again changes nothing, or there is nothing to ask for. */
  NONE,
  /** Some seconds: it may be that there is nothing. */
  MOMENT,
  /** As long as Azure, or the archive, may be away. */
  LONG
}
