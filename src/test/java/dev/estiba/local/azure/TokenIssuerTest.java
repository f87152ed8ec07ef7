package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How long a token is good for. */
final class TokenIssuerTest {

  @Test
  void a_token_is_accepted_for_its_audience_until_it_expires() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    TokenIssuer issuer = new TokenIssuer(new byte[32], now::get);
    String token = issuer.issue(new TokenIssuer.Holder("p", "c", "r"), "https://a/");

    assertThat(issuer.accepts(token, "https://a")).isTrue();
    assertThat(issuer.accepts(token, "https://b")).isFalse();

    now.set(now.get().plus(TokenIssuer.VALIDITY).minus(Duration.ofSeconds(1)));
    assertThat(issuer.accepts(token, "https://a")).isTrue();
    now.set(now.get().plusSeconds(1));
    assertThat(issuer.accepts(token, "https://a")).isFalse();
  }
}
