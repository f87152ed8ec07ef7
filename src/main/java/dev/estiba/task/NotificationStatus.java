package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far it is to tell somebody of an end. The custom status of the orchestration that does it,
 * and in the end its result.
 *
 * @param tries how many there have been
 * @param lastError why the last one failed; null where it did not
 * @param nextTry when they are told again; null for at once, or never
 */
public record NotificationStatus(
    State state, int tries, @Nullable String lastError, @Nullable Instant nextTry) {

  /** Where it stands. */
  public enum State {
    /** They have it. */
    DELIVERED("Delivered"),
    /** They do not have it yet. */
    TRYING("Trying"),
    /** They cannot be told, whenever it is tried. */
    REFUSED("Refused"),
    /** A day of tries was in vain. */
    GAVE_UP("GaveUp");

    private final String displayName;

    State(String displayName) {
      this.displayName = displayName;
    }

    @JsonValue
    public String displayName() {
      return displayName;
    }
  }

  /** Before the first try. */
  public static final NotificationStatus NEW = new NotificationStatus(State.TRYING, 0, null, null);
}
