package dev.estiba.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingFieldTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2} | there is no field x, only a, b",
        "{}                | there is no field x, nor any other",
        "[1]               | there is no object with a field x",
        "\"text\"          | there is no object with a field x",
      })
  void it_says_what_there_is_instead(String json, String told) throws Exception {
    assertThat(MissingField.in(Json.parse(json), "x")).isEqualTo(told);
  }
}
