package dev.estiba.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimitTest {

  @ParameterizedTest
  @CsvSource({
    "'failFast': true, 100, 0",
    "'maxFailures': 0, 100, 0",
    "'maxFailures': 10, 100, 10",
    "'maxFailures': '5%', 100, 5",
    "'maxFailures': '5%', 119, 5",
    "'maxFailures': '0%', 100, 0",
    "'maxFailures': '0.57%', 10000, 57",
    "'maxFailures': '0.57%', 9999, 56"
  })
  void so_many_failures_are_borne_and_no_more(String field, int items, int borne) {
    FailureLimit limit =
        Batches.valid("{'task': {'image': 'x'}, 'count': 1, " + field.replace('"', '\'') + "}")
            .maxFailures();

    assertThat(limit.exceededBy(borne, items)).isFalse();
    assertThat(limit.exceededBy(borne + 1, items)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'failFast': false", "'maxFailures': '100%'", "'name': 'a'"})
  void any_number_of_failures_is_borne(String field) {
    FailureLimit limit =
        Batches.valid("{'task': {'image': 'x'}, 'count': 1, " + field + "}").maxFailures();

    assertThat(limit.exceededBy(100, 100)).isFalse();
  }
}
