package dev.estiba.log;

/** What became of a fetch. */
public sealed interface Appended {

  /**
   * All of it is kept now.
   *
   * @param lines how many of its lines were new
   * @param bytes how many bytes these are
   * @param gap whether lines are missing before them
   */
  record Kept(int lines, long bytes, boolean gap) implements Appended {}

  /** Somebody else kept lines since the fetch began: what is new now, only a new fetch tells. */
  record Outdated() implements Appended {}
}
