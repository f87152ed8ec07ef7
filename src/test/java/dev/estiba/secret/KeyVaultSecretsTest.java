package dev.estiba.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVaultSecretsTest {

  private final ScriptedVault vault = new ScriptedVault();

  private Resolved.Failed failure(String secret) {
    return (Resolved.Failed) vault.reader().read(vault.secret(secret));
  }

  @Test
  void nothing_is_made_before_the_first_read() {
    KeyVaultSecrets reader = ScriptedVault.none();

    assertThat(reader).isNotNull();
  }

  @Test
  void the_newest_version_or_a_certain_one_is_read() {
    vault.holds("newest").holds("older");
    KeyVaultSecrets reader = vault.reader();

    assertThat(reader.read(vault.secret("password"))).isEqualTo(new Resolved.Ok("newest"));
    assertThat(reader.read(vault.secret("password/0123456789abcdef")))
        .isEqualTo(new Resolved.Ok("older"));

    assertThat(vault.withToken())
        .hasSize(2)
        .satisfiesExactly(
            url -> assertThat(url).startsWith(vault.url + "/secrets/password/?api-version="),
            url -> assertThat(url).startsWith(vault.url + "/secrets/password/0123456789abcdef?"));
  }

  @Test
  void the_first_request_to_a_vault_brings_no_token() {
    vault.holds("hola");

    vault.reader().read(vault.secret("password"));

    assertThat(vault.requests).hasSize(2);
    assertThat(vault.withToken()).hasSize(1);
  }

  @Test
  void a_redirect_is_not_followed_so_that_no_token_goes_elsewhere() {
    vault.redirectsTo("https://elsewhere.example/secrets/password");

    Resolved.Failed failed = failure("password");

    assertThat(failed.reason().type()).isEqualTo("KeyVaultError");
    assertThat(failed.mayPass()).isFalse();
    assertThat(vault.requests)
        .allSatisfy(request -> assertThat(request.getUrl().toString()).startsWith(vault.url));
  }

  @Test
  void a_vault_that_asks_for_a_token_of_another_service_gets_none() {
    vault.challengesFor("https://management.azure.com");

    Resolved.Failed failed = failure("password");

    assertThat(failed.reason().type()).isEqualTo("KeyVaultError");
    assertThat(vault.tokens).hasValue(0);
    assertThat(vault.withToken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          401, Unauthorized, ,                     KeyVaultUnauthorized, same tenant
          403, Forbidden, ForbiddenByRbac,         KeyVaultForbidden, Key Vault Secrets User
          403, Forbidden, AccessDenied,            KeyVaultForbidden, Key Vault Secrets User
          403, Forbidden, ForbiddenByFirewall,     KeyVaultForbidden, firewall
          403, Forbidden, ForbiddenByConnection,   KeyVaultForbidden, private endpoint
          403, Forbidden, SecretDisabled,          SecretNotInForce,  Enable the secret
          404, SecretNotFound, SecretNotFound,     SecretNotFound,    Make the secret
          400, BadParameter, BadParameter,         KeyVaultError,     Look the error code up
          """)
  void a_refusal_says_what_to_do_and_stays(
      int status, String code, String innerCode, String type, String remedy) {
    vault.fails(status, code, innerCode == null ? code : innerCode, "as Azure says");

    Resolved.Failed failed = failure("password");

    assertThat(failed.mayPass()).isFalse();
    assertThat(failed.reason().type()).isEqualTo(type);
    assertThat(failed.reason().code()).isEqualTo(innerCode == null ? code : innerCode);
    assertThat(failed.reason().remedy()).contains(remedy);
    assertThat(failed.reason().message())
        .contains(vault.url + "/secrets/password")
        .contains(String.valueOf(status))
        .contains("as Azure says");
  }

  @ParameterizedTest
  @CsvSource({
    "408, KeyVaultUnavailable",
    "429, KeyVaultThrottled",
    "500, KeyVaultUnavailable",
    "502, KeyVaultUnavailable",
    "503, KeyVaultUnavailable",
    "504, KeyVaultUnavailable"
  })
  void a_failure_that_may_pass_is_told_at_once_and_left_to_the_orchestration(
      int status, String type) {
    vault.fails(status, "Busy", "Busy", "later");

    Resolved.Failed failed = failure("password");

    assertThat(failed.mayPass()).isTrue();
    assertThat(failed.reason().type()).isEqualTo(type);
    assertThat(vault.withToken()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>a proxy</html>", "[]", "{\"error\":\"text\"}"})
  void an_answer_that_is_no_error_document_is_told_by_its_status(String body) {
    vault.answers(503, body);

    Resolved.Failed failed = failure("password");

    assertThat(failed.reason().message()).contains("503").doesNotContain("proxy");
    assertThat(failed.reason().code()).isNull();
  }

  @Test
  void a_vault_that_cannot_be_reached_may_be_later() {
    vault.unreachable();

    Resolved.Failed failed = failure("password");

    assertThat(failed.mayPass()).isTrue();
    assertThat(failed.reason().message()).contains(vault.url).contains("ConnectException");
    assertThat(failed.reason().remedy()).contains("vault's name");
  }

  @Test
  void without_an_identity_the_remedy_is_to_turn_it_on() {
    vault.withoutIdentity();

    Resolved.Failed failed = failure("password");

    assertThat(failed.reason().type()).isEqualTo("NoIdentity");
    assertThat(failed.reason().message()).contains("no identity here");
    assertThat(failed.reason().remedy()).contains("managed identity");
  }

  @ParameterizedTest
  @CsvSource({"-20, -10", "-20, 0", "10, 20"})
  void a_secret_outside_of_its_dates_is_not_used(long notBefore, long expires) {
    vault.holds("hunter2", notBefore, expires);

    Resolved.Failed failed = failure("password");

    assertThat(failed.reason().type()).isEqualTo("SecretNotInForce");
    assertThat(failed.mayPass()).isFalse();
    assertThat(failed.toString()).contains("2026").doesNotContain("hunter2");
  }

  @Test
  void a_secret_within_its_dates_is_used() {
    vault.holds("hola", 0, 1);

    assertThat(vault.reader().read(vault.secret("password"))).isEqualTo(new Resolved.Ok("hola"));
  }

  @Test
  void a_secret_that_comes_broken_is_not_shown() {
    vault.answers(200, "{\"value\": hunter2}");

    assertThat(failure("password").toString()).doesNotContain("hunter");
  }

  @Test
  void a_secret_that_was_read_is_not_shown() {
    assertThat(new Resolved.Ok("hunter2").toString()).doesNotContain("hunter2");
  }
}
