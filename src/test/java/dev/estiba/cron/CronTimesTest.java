package dev.estiba.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as cron on Unix reads them; those of the function host have tests of their own. */
class CronTimesTest {

  private static final ZoneId UTC = ZoneId.of("UTC");

  private static CronTimes cron(String text, ZoneId zone) {
    return CronTimes.parse(text, CronSyntax.UNIX, zone);
  }

  private static List<String> next(String text, ZoneId zone, String after, int count) {
    CronTimes times = cron(text, zone);
    List<String> found = new ArrayList<>();
    Optional<Instant> time = times.after(Instant.parse(after));
    for (int i = 0; i < count && time.isPresent(); i++) {
      found.add(time.get().toString());
      time = times.after(time.get());
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/20 * * * *       | 2026-01-31T23:41:00Z | 2026-02-01T00:00:00Z | 2026-02-01T00:20:00Z",
        "*/20 * * * * *     | 2026-01-31T23:59:41Z | 2026-02-01T00:00:00Z | 2026-02-01T00:00:20Z",
        "* * * * * *        | 2026-11-30T05:59:59.4Z | 2026-11-30T06:00:00Z | 2026-11-30T06:00:01Z",
        "0-1 * * * * *      | 2026-11-30T06:00:00.4Z | 2026-11-30T06:00:01Z | 2026-11-30T06:01:00Z",
        "0 6 * * MON-FRI    | 2026-11-27T06:00:00Z | 2026-11-30T06:00:00Z | 2026-12-01T06:00:00Z",
        "0 6 * * 0          | 2026-11-27T06:00:00Z | 2026-11-29T06:00:00Z | 2026-12-06T06:00:00Z",
        "0 6 * * 7          | 2026-11-27T06:00:00Z | 2026-11-29T06:00:00Z | 2026-12-06T06:00:00Z",
        "0 0 29 2 *         | 2026-11-27T06:00:00Z | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z",
        "0 0 L * *          | 2026-01-31T06:00:00Z | 2026-02-28T00:00:00Z | 2026-03-31T00:00:00Z",
        "0 0 15W * *        | 2026-11-01T00:00:00Z | 2026-11-16T00:00:00Z | 2026-12-15T00:00:00Z",
        "0 0 * * FRI#1      | 2026-11-30T00:00:00Z | 2026-12-04T00:00:00Z | 2027-01-01T00:00:00Z",
        "0 0 1 JAN,JUL *    | 2026-11-30T00:00:00Z | 2027-01-01T00:00:00Z | 2027-07-01T00:00:00Z",
        "0 0 13 * 5         | 2026-11-06T00:00:00Z | 2026-11-13T00:00:00Z | 2026-11-20T00:00:00Z",
        "@yearly            | 2026-11-30T00:00:00Z | 2027-01-01T00:00:00Z | 2028-01-01T00:00:00Z",
        "@monthly           | 2026-11-30T00:00:00Z | 2026-12-01T00:00:00Z | 2027-01-01T00:00:00Z",
        "@weekly            | 2026-11-30T00:00:00Z | 2026-12-06T00:00:00Z | 2026-12-13T00:00:00Z",
        "@daily             | 2026-11-30T00:00:00Z | 2026-12-01T00:00:00Z | 2026-12-02T00:00:00Z",
        "@midnight          | 2026-11-30T00:00:00Z | 2026-12-01T00:00:00Z | 2026-12-02T00:00:00Z",
        "@hourly            | 2026-11-30T00:00:00Z | 2026-11-30T01:00:00Z | 2026-11-30T02:00:00Z",
      })
  void it_is_due(String text, String after, String first, String second) {
    assertThat(next(text, UTC, after, 2)).containsExactly(first, second);
  }

  @Test
  void a_time_of_day_that_is_left_out_is_due_an_hour_later_and_one_that_comes_twice_once() {
    ZoneId madrid = ZoneId.of("Europe/Madrid");

    assertThat(next("30 2 * * *", madrid, "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    assertThat(next("30 2 * * *", madrid, "2026-10-24T00:00:00Z", 3))
        .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@hourly", "0 * * * *", "0 */1 * * *", "0 0 0-23 * * *"})
  void what_is_due_every_hour_is_due_23_times_and_25_times_on_the_days_of_the_change(String text) {
    ZoneId madrid = ZoneId.of("Europe/Madrid");

    assertThat(next(text, madrid, "2026-03-28T22:59:00Z", 24))
        .startsWith("2026-03-28T23:00:00Z")
        .endsWith("2026-03-29T22:00:00Z")
        .doesNotHaveDuplicates();
    assertThat(next(text, madrid, "2026-10-24T21:59:00Z", 26))
        .startsWith("2026-10-24T22:00:00Z")
        .endsWith("2026-10-25T23:00:00Z")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "60 * * * *",
        "0 24 * * *",
        "0 0 32 * *",
        "0 0 * 13 *",
        "0 0 * * 8",
        "hola",
        "@reboot",
        "* * * * * * *"
      })
  void what_is_no_expression_is_refused(String text) {
    assertThatThrownBy(() -> cron(text, UTC)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_day_that_never_comes_is_never_due() {
    assertThat(next("0 0 30 2 *", UTC, "2026-01-01T00:00:00Z", 1)).isEmpty();
  }
}
