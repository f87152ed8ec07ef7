package dev.estiba.secret;

import static dev.estiba.secret.SecretTasks.aKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static SecretSealer sealer(@Nullable String key, @Nullable String previous) {
    return new SecretSealer("app", SealingSettings.of(key, previous), ScriptedVault.none());
  }

  private static String fingerprint(SecretSealer sealer, String json, boolean literals) {
    return ((Resolved.Ok) sealer.fingerprint(json(json), literals)).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1,'b':2}           | { 'b' : 2 , 'a' : 1 }
          {'a':{'x':1,'y':[{}]}}  | {'a':{'y':[{}],'x':1}}
          [1, 10, 0, -1]          | [1.0, 1e1, -0.0, -10E-1]
          [100000000000000000000] | [1e20]
          ['\\u00e1\\/']          | ['á/']
          """)
  void requests_that_mean_the_same_have_the_same_fingerprint(String one, String other) {
    SecretSealer sealer = sealer(aKey(1), null);

    for (boolean literals : new boolean[] {true, false}) {
      String fingerprint = fingerprint(sealer, one, literals);

      assertThat(fingerprint(sealer, other, literals)).isEqualTo(fingerprint);
      assertThat(sealer.differs(fingerprint, json(other))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1}         | {'a':2}
          {'a':1}         | {'a':'1'}
          {'a':1}         | {'A':1}
          {'a':null}      | {}
          [1,2]           | [2,1]
          [[1],2]         | [1,[2]]
          [1e400]         | [1e308]
          [0.1]           | [0.10000000000000002]
          """)
  void requests_that_differ_have_different_fingerprints(String one, String other) {
    SecretSealer sealer = sealer(aKey(1), null);

    for (boolean literals : new boolean[] {true, false}) {
      assertThat(sealer.differs(fingerprint(sealer, one, literals), json(other))).isTrue();
    }
  }

  @Test
  void a_huge_number_fills_no_memory() {
    assertThat(fingerprint(sealer(aKey(1), null), "[1e999999999, 1e-999999999]", false))
        .hasSizeLessThan(60);
  }

  @Test
  void one_with_literals_needs_a_key_and_says_nothing_without_it() {
    String fingerprint = fingerprint(sealer(aKey(1), null), "{'a':1}", true);

    assertThat(sealer(null, null).fingerprint(json("{'a':1}"), true))
        .isInstanceOf(Resolved.Failed.class);
    assertThat(fingerprint).isNotEqualTo(fingerprint(sealer(aKey(2), null), "{'a':1}", true));
    assertThat(sealer(null, null).differs(fingerprint, json("{'a':2}"))).isFalse();
    assertThat(sealer(aKey(2), aKey(1)).differs(fingerprint, json("{'a':2}"))).isTrue();
    assertThat(sealer(aKey(2), aKey(1)).differs(fingerprint, json("{'a':1}"))).isFalse();
  }

  @Test
  void one_without_literals_is_the_same_whatever_the_key() {
    String fingerprint = fingerprint(sealer(null, null), "{'a':1}", false);

    assertThat(fingerprint(sealer(aKey(1), null), "{'a':1}", false)).isEqualTo(fingerprint);
    assertThat(sealer(aKey(1), null).differs(fingerprint, json("{'a':2}"))).isTrue();
  }
}
