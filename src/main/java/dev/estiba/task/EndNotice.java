package dev.estiba.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * That a task, a batch or a pipeline has ended, as others are told of it.
 *
 * @param eventId the same each time that this end is told to somebody, and no other's
 * @param kind of what has ended
 * @param id of what has ended, by which people know it
 * @param state how it ended, such as {@code TimedOut}
 * @param time when it ended
 * @param data the result; or the most important of one that is too long
 */
public record EndNotice(
    String eventId, Kind kind, String id, String state, Instant time, JsonNode data) {

  /** What may end. */
  public enum Kind {
    TASK("task", "tasks"),
    BATCH("batch", "batches"),
    PIPELINE("pipeline", "pipelines");

    private final String one;
    private final String path;

    Kind(String one, String path) {
      this.one = one;
      this.path = path;
    }

    /** The word for one. */
    public String one() {
      return one;
    }

    /** Where the API has them, below {@code /api/}. */
    public String path() {
      return path;
    }
  }
}
