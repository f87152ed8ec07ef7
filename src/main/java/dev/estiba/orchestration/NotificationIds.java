package dev.estiba.orchestration;

/**
 * The instance ids of what tells of ends. Nothing else has such an id: behind the hyphen after an
 * instance's id there is a digit, an {@code r} or {@code lane} (and names of steps are behind a
 * dot).
 */
public final class NotificationIds {

  /** Durable Functions takes no more. */
  private static final int MOST_CHARACTERS = 100;

  private NotificationIds() {}

  /**
   * @param instanceId of what has ended
   * @param index of the entry in {@code onCompletion}, from 0 on
   */
  public static String of(String instanceId, int index) {
    String end = "-notify-" + index;
    String id = instanceId + end;
    return id.length() <= MOST_CHARACTERS ? id : StepIds.hash(instanceId) + end;
  }
}
