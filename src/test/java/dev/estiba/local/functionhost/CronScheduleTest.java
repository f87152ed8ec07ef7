package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    assertThat(CronSchedule.parse(schedule, ZoneOffset.UTC).next(NOW)).contains(next);
  }

  @Test
  void a_date_that_never_comes_has_no_next_time() {
    assertThat(CronSchedule.parse("0 0 0 30 2 *", ZoneOffset.UTC).next(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "every day", "* * * *", "99 * * * * *", "0 0 0 * * 8", "00:00:00", "25:00:00"})
  void what_is_no_schedule_is_refused(String schedule) {
    assertThatThrownBy(() -> CronSchedule.parse(schedule, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_time_zone_moves_the_hours_and_summer_time_is_kept() {
    CronSchedule nine = CronSchedule.parse("0 0 9 * * *", ZoneId.of("Europe/Madrid"));

    assertThat(nine.next(Instant.parse("2026-03-28T12:00:00Z")))
        .contains(Instant.parse("2026-03-29T07:00:00Z"));
    assertThat(nine.next(Instant.parse("2026-10-24T12:00:00Z")))
        .contains(Instant.parse("2026-10-25T08:00:00Z"));
  }

  /** Clocks go from 2:00 to 3:00 at 01:00Z on 29 March, and from 3:00 to 2:00 on 25 October. */
  @ParameterizedTest
  @CsvSource({
    "'0 30 2 * * *', 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z",
    "'0 */30 * * * *', 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z",
    "'0 0/30 2 * * *', 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z",
    "'0 0 */6 * * *', 2026-03-28T23:30:00Z, 2026-03-29T04:00:00Z 2026-03-29T10:00:00Z",
    "'0 30 2 * * *', 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
    "'0 30 2 * * *', 2026-10-25T01:10:00Z, 2026-10-26T01:30:00Z 2026-10-27T01:30:00Z",
    "'0 */30 * * * *', 2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z 2026-10-25T01:00:00Z",
    "'0 */30 * * * *', 2026-10-25T01:00:00Z, 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z",
    "'0 15 * * * *', 2026-10-25T00:15:00Z, 2026-10-25T01:15:00Z 2026-10-25T02:15:00Z",
    "'0 0 */6 * * *', 2026-10-25T00:30:00Z, 2026-10-25T05:00:00Z 2026-10-25T11:00:00Z"
  })
  void clocks_put_forward_or_back_neither_lose_nor_double_a_run(
      String schedule, Instant now, String next) {
    CronSchedule madrid = CronSchedule.parse(schedule, ZoneId.of("Europe/Madrid"));

    Instant first = madrid.next(now).orElseThrow();
    assertThat(first + " " + madrid.next(first).orElseThrow()).isEqualTo(next);
  }

  @Test
  void every_quarter_of_an_hour_comes_once_on_any_day() {
    CronSchedule quarters = CronSchedule.parse("0 */15 * * * *", ZoneId.of("Europe/Madrid"));

    for (String day : new String[] {"2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"}) {
      Instant time = Instant.parse(day);
      for (int quarter = 0; quarter < 40; quarter++) {
        assertThat(quarters.next(time)).contains(time.plusSeconds(900));
        time = time.plusSeconds(900);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'*/30 * * * * *', true",
    "'0 * * * * *', false",
    "'0 0 12 * * *', false",
    "00:00:59, true",
    "00:01:00, false",
    "'0 0 0 30 2 *', false"
  })
  void a_schedule_is_frequent_if_runs_are_less_than_a_minute_apart(
      String schedule, boolean frequent) {
    assertThat(CronSchedule.parse(schedule, ZoneOffset.UTC).isFrequent(NOW)).isEqualTo(frequent);
  }

  @Test
  void a_time_span_is_the_pause_between_runs() {
    Instant now = Instant.parse("2026-03-28T12:00:00Z");

    assertThat(CronSchedule.parse("00:05:00", ZoneOffset.UTC).next(now))
        .contains(now.plusSeconds(300));
    assertThat(CronSchedule.parse("1.00:00:01", ZoneOffset.UTC).next(now))
        .contains(now.plusSeconds(86_401));
  }
}
