package dev.estiba.local.functionhost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

  @ParameterizedTest
  @CsvSource({
    "00:00:05, PT5S",
    "' 1:02:03 ', PT1H2M3S",
    "7.00:00:00, PT168H",
    "00:00:00.5, PT0.5S",
    "00:00:00.1234567, PT0.123S"
  })
  void a_time_is_read_as_dot_net_writes_it(String text, Duration time) {
    assertThat(TimeSpan.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-00:00:01", "24:00:00", "00:60:00", "00:00:60", "1:2:3:4", "a"})
  void what_is_no_time_is_empty(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }
}
