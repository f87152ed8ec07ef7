package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

  /** A Thursday. */
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "'*/15 * * * * *', 2026-01-01T10:00:15Z",
    "'0 */5 * * * *', 2026-01-01T10:05:00Z",
    "'0 0 * * * *', 2026-01-01T11:00:00Z",
    "'30 9 * * *', 2026-01-02T09:30:00Z",
    "'0 30 9 * * 1-5', 2026-01-02T09:30:00Z",
    "'0 0 0 * * 0', 2026-01-04T00:00:00Z",
    "'0 0 0 * * 7', 2026-01-04T00:00:00Z",
    "'0 0 0 * * SUN', 2026-01-04T00:00:00Z",
    "'0 0 0 * * Mon', 2026-01-05T00:00:00Z",
    "'0 0 0 1 JAN-MAR *', 2026-02-01T00:00:00Z",
    "'0 5,8,10 * * * *', 2026-01-01T10:05:00Z",
    "'0 0 0 13 * 5', 2026-02-13T00:00:00Z"
  })
  void the_next_time_is_the_first_that_matches_in_utc(String schedule, Instant next) {
    assertThat(CronSchedule.parse(schedule).next(NOW)).contains(next);
  }

  @Test
  void a_date_that_never_comes_has_no_next_time() {
    assertThat(CronSchedule.parse("0 0 0 30 2 *").next(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "every day", "* * * *", "99 * * * * *", "0 0 0 * * 8"})
  void what_is_no_schedule_is_refused(String schedule) {
    assertThatThrownBy(() -> CronSchedule.parse(schedule))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
