package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "17 | - | slow down | 17",
        "17 | - | Please try again after '6' seconds. | 17",
        "Thu, 01 Jan 2026 12:01:30 GMT | Thu, 01 Jan 2026 12:00:00 GMT | slow down | 90",
        "Thu, 01 Jan 2026 11:00:00 GMT | Thu, 01 Jan 2026 12:00:00 GMT | slow down | 0",
        "Thu, 01 Jan 2026 12:01:30 GMT | - | slow down | -",
        "soon | Thu, 01 Jan 2026 12:00:00 GMT | slow down | -",
        "- | - | Please try again after '6' seconds. | 6",
        "- | - | slow down | -"
      })
  void seconds_and_dates_are_understood(String header, String date, String message, Long seconds) {
    HttpHeaders headers =
        new HttpHeaders().set(HttpHeaderName.RETRY_AFTER, header).set(HttpHeaderName.DATE, date);

    Duration wait = RetryAfter.of(headers, message);

    assertThat(wait).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }
}
