package dev.estiba.local.functionhost.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UrlTextTest {

  @Test
  void decoding_takes_what_is_encoded_and_leaves_the_rest() {
    assertThat(UrlText.decode("a%20b%C3%A9+%zz%4")).isEqualTo("a bé+%zz%4");
    assertThat(UrlText.decodeForm("a+b%2B")).isEqualTo("a b+");
    assertThat(UrlText.decode(UrlText.encode("a /+é?#%"))).isEqualTo("a /+é?#%");
  }

  @Test
  void only_what_a_uri_must_not_hold_is_encoded() {
    assertThat(UrlText.encodeIllegal("/a{b}%20%zz?é=1&x=a b"))
        .isEqualTo("/a%7Bb%7D%20%25zz?%C3%A9=1&x=a%20b");
  }

  @Test
  void a_call_with_odd_characters_still_has_a_uri() {
    HttpCall call =
        new HttpCall("GET", "http://localhost:1", "/a{b}", "r={text}", Map.of(), new byte[0]);

    assertThat(call.uri().toString()).isEqualTo("http://localhost:1/a%7Bb%7D?r=%7Btext%7D");
  }
}
