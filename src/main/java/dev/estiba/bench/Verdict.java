package dev.estiba.bench;

/**
 * Whether a figure of the task hub is what it is to be.
 *
 * @param target what it is held against
 * @param note how far it is off, where a sign alone would not say it; else empty
 */
public record Verdict(String target, boolean met, String note) {

  @Override
  public String toString() {
    return target + (met ? ": met" : ": MISSED") + (note.isEmpty() ? "" : ", " + note);
  }
}
