package dev.estiba.pipeline;

import dev.estiba.document.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an orchestration tells of a pipeline that runs. Azure takes at most 16 KiB of UTF-16: there
 * is always room for the state of every step; of the rest as much is told as fits.
 *
 * @param steps one character for each step, in the order in which they were written
 * @param stopping whether no more steps begin, but for those with {@code always()}
 * @param details by the names of steps; of those that are not there nobody can say more now
 */
public record PipelineStatus(String steps, boolean stopping, Map<String, StepDetail> details) {

  /** In JSON, with all that is around the details; Azure's limit is 8,192. */
  public static final int MAX_CHARACTERS = 8000;

  private static final int AROUND = 400;

  /** Longest texts of a detail, where there is not room for all of it. */
  private static final int SHORT_TEXT = 160;

  /** No step takes more than that, so that others have room too. */
  private static final int MOST_OF_ONE = 1500;

  /** No detail takes less; to look for room costs time at each replay. */
  private static final int LEAST_OF_ONE = 60;

  public PipelineStatus {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** A step in it. */
  public record Entry(String name, StepProgress state, StepDetail detail) {

    /** What goes on, and what went wrong, is asked for first. */
    private int rank() {
      return switch (state) {
        case RUNNING, WAITING_FOR_APPROVAL -> 0;
        case FAILED, TIMED_OUT, CANCELLED, REJECTED -> 1;
        default -> 2;
      };
    }
  }

  /**
   * The status of a pipeline.
   *
   * @param entries of all steps, in their order
   */
  public static PipelineStatus of(List<Entry> entries, boolean stopping) {
    StringBuilder steps = new StringBuilder();
    entries.forEach(entry -> steps.append(entry.state().code()));
    Map<String, StepDetail> details = new LinkedHashMap<>();
    int room = MAX_CHARACTERS - AROUND;
    for (int rank = 0; rank <= 2; rank++) {
      for (Entry entry : entries) {
        if (entry.rank() == rank && entry.state() != StepProgress.WAITING) {
          room -= add(entry, Math.min(room, MOST_OF_ONE), details);
        }
      }
    }
    return new PipelineStatus(steps.toString(), stopping, details);
  }

  /** Returns how many characters it took. */
  private static int add(Entry entry, int room, Map<String, StepDetail> details) {
    if (room < LEAST_OF_ONE) {
      return 0;
    }
    for (StepDetail detail : List.of(entry.detail(), entry.detail().shortened(SHORT_TEXT))) {
      int size = Json.write(Map.of(entry.name(), detail)).length();
      if (size <= room) {
        details.put(entry.name(), detail);
        return size;
      }
    }
    return 0;
  }

  /**
   * The state of a step.
   *
   * @param index from 0 on, in the order in which they were written
   */
  public StepProgress state(int index) {
    return StepProgress.ofCode(steps.charAt(index));
  }
}
