package dev.estiba.schedule;

import dev.estiba.launch.LaunchTemplate;
import java.time.Duration;

/**
 * A schedule as a user asks for it.
 *
 * @param times when it is due
 * @param catchUpMost how many missed times are started late, if {@code catchUp} is {@link
 *     CatchUp#ALL}; 1 to {@link #MAX_CATCH_UP}
 * @param jitter a start is put off by some time up to this one, which is always the same for one
 *     due time; at most {@link #MAX_JITTER_SECONDS}
 * @param enabled whether anything is started
 * @param launch what is started; it may have placeholders for what {@link ScheduleCause} says
 */
public record Schedule(
    DueTimes times,
    Overlap overlap,
    CatchUp catchUp,
    int catchUpMost,
    Duration jitter,
    boolean enabled,
    LaunchTemplate launch) {

  public static final int DEFAULT_CATCH_UP = 10;
  public static final int MAX_CATCH_UP = 1_000;
  public static final int MAX_JITTER_SECONDS = 3_600;
}
