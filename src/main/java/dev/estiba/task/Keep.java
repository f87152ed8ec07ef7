package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether a container group outlives its task, so that somebody can look at it. It is deleted when
 * its time is over. A group that is stopped costs nothing.
 *
 * @param seconds how long it is kept; 60 to {@value #MAX_SECONDS}
 */
public record Keep(When when, long seconds) {

  public static final long DEFAULT_SECONDS = 24L * 3600;
  public static final long MAX_SECONDS = 30L * 24 * 3600;

  public static final Keep NEVER = new Keep(When.NEVER, DEFAULT_SECONDS);

  /** Which groups are kept. */
  public enum When {
    NEVER("never"),
    ON_FAILURE("onFailure"),
    ALWAYS("always");

    private final String displayName;

    When(String displayName) {
      this.displayName = displayName;
    }

    @JsonValue
    public String displayName() {
      return displayName;
    }
  }
}
