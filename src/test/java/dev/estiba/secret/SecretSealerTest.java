package dev.estiba.secret;

import static dev.estiba.secret.SecretTasks.aKey;
import static dev.estiba.secret.SecretTasks.aTaskFullOfSecrets;
import static dev.estiba.secret.SecretTasks.aTaskWith;
import static dev.estiba.secret.SecretTasks.literal;
import static dev.estiba.secret.SecretTasks.secretsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSealerTest {

  private static SecretSealer sealer(@Nullable String key, @Nullable String previous) {
    return sealer("app", key, previous);
  }

  private static SecretSealer sealer(String app, @Nullable String key, @Nullable String previous) {
    return new SecretSealer(app, SealingSettings.of(key, previous), ScriptedVault.none());
  }

  private static ContainerTask sealed(SecretSealer sealer, ContainerTask task, String owner) {
    return ((Sealing.Done) sealer.seal(task, owner)).task();
  }

  private static Secret.Sealed sealed(SecretSealer sealer, String text, String owner) {
    return (Secret.Sealed) secretsOf(sealed(sealer, aTaskWith(literal(text)), owner)).get(0);
  }

  private static Resolved.Failed failure(SecretSealer sealer, Secret.Sealed sealed, String owner) {
    return (Resolved.Failed) sealer.open(sealed, owner);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hola", "línea 1\nlínea 2 🚢", "{\"a\":1}"})
  void what_was_sealed_opens_again(String text) {
    SecretSealer sealer = sealer(aKey(1), null);

    Secret.Sealed sealed = sealed(sealer, text, "owner");

    assertThat(sealer.open(sealed, "owner")).isEqualTo(new Resolved.Ok(text));
  }

  @Test
  void every_literal_of_a_task_is_sealed_and_nothing_else_is_changed() {
    ContainerTask task = aTaskFullOfSecrets();
    SecretSealer sealer = sealer(aKey(1), null);

    ContainerTask sealed = sealed(sealer, task, "owner");

    assertThat(SecretSealer.hasLiterals(task)).isTrue();
    assertThat(SecretSealer.hasLiterals(sealed)).isFalse();
    assertThat(Json.write(sealed)).contains("ESTIBA_SECRET_A").doesNotContain("\"main\"");
    assertThat(
            sealed.mapSecrets(
                secret ->
                    secret instanceof Secret.Sealed s
                        ? literal(((Resolved.Ok) sealer.open(s, "owner")).text())
                        : secret))
        .isEqualTo(task);
  }

  @Test
  void the_same_text_is_never_sealed_the_same_way_twice() {
    SecretSealer sealer = sealer(aKey(1), null);
    Set<String> seals = new HashSet<>();

    for (int i = 0; i < 100; i++) {
      seals.add(sealed(sealer, "hola", "owner").sealed());
    }

    assertThat(seals).hasSize(100).allMatch(seal -> seal.matches("v1\\.[0-9a-f]{8}\\.[\\w-]{43}"));
  }

  @Test
  void a_seal_of_an_earlier_version_opens() {
    // Made by another implementation of AES-GCM and HMAC: key 32 bytes of 1, nonce 0 to 11.
    Secret.Sealed old =
        new Secret.Sealed("v1.496b0653.AAECAwQFBgcICQoLlUsXNSBXbfEuAnreYckF_uXbyuM");

    assertThat(sealer(aKey(1), null).open(old, "owner")).isEqualTo(new Resolved.Ok("hola"));
  }

  @Test
  void it_opens_for_no_other_owner_and_no_other_installation() {
    Secret.Sealed sealed = sealed(sealer("app", aKey(1), null), "hunter2", "owner");

    Resolved.Failed otherOwner = failure(sealer("app", aKey(1), null), sealed, "owner2");
    Resolved.Failed otherApp = failure(sealer("app2", aKey(1), null), sealed, "owner");
    Resolved.Failed shifted = failure(sealer("appo", aKey(1), null), sealed, "wner");

    assertThat(List.of(otherOwner, otherApp, shifted))
        .allSatisfy(
            failed -> {
              assertThat(failed.reason().type()).isEqualTo("SecretNotReadable");
              assertThat(failed.reason().message()).contains("another task or installation");
              assertThat(failed.mayPass()).isFalse();
            });
  }

  @Test
  void a_change_of_any_character_is_noticed() {
    SecretSealer sealer = sealer(aKey(1), null);
    String sealed = sealed(sealer, "hunter2", "owner").sealed();

    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);

      assertThat(sealer.open(new Secret.Sealed(changed), "owner"))
          .as("change at %d", i)
          .isInstanceOf(Resolved.Failed.class);
    }
  }

  @Test
  void a_change_of_bits_that_say_nothing_is_noticed_too() {
    // The last of 43 characters has four bits of 32 bytes, and two that are zero: M, and not N.
    Secret.Sealed changed =
        new Secret.Sealed("v1.496b0653.AAECAwQFBgcICQoLlUsXNSBXbfEuAnreYckF_uXbyuN");

    assertThat(sealer(aKey(1), null).open(changed, "owner")).isInstanceOf(Resolved.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hola", "v2.00000000.AAAA", "v1.00000000.AAAA", "v1.00000000.", "v1"})
  void what_is_no_seal_is_told(String text) {
    Resolved.Failed failed = failure(sealer(aKey(1), null), new Secret.Sealed(text), "owner");

    assertThat(failed.reason().type()).isEqualTo("SecretNotReadable");
    assertThat(failed.reason().message()).contains("not in a format");
  }

  @Test
  void another_key_is_told_apart_by_its_id() {
    Secret.Sealed sealed = sealed(sealer(aKey(1), null), "hunter2", "owner");
    String keyId = sealed.sealed().split("\\.")[1];

    for (SecretSealer other : List.of(sealer(aKey(2), aKey(3)), sealer(null, null))) {
      Resolved.Failed failed = failure(other, sealed, "owner");

      assertThat(failed.reason().type()).isEqualTo("SealingKeyMissing");
      assertThat(failed.reason().message()).contains(keyId);
      assertThat(failed.reason().remedy())
          .contains("ESTIBA_SEALING_KEY or ESTIBA_SEALING_KEY_PREVIOUS");
    }
  }

  @Test
  void after_a_change_of_the_key_old_seals_open_and_new_ones_use_the_new_key() {
    Secret.Sealed old = sealed(sealer(aKey(1), null), "old", "owner");
    SecretSealer rotated = sealer(aKey(2), aKey(3) + " , " + aKey(1));

    Secret.Sealed fresh = sealed(rotated, "fresh", "owner");

    assertThat(rotated.open(old, "owner")).isEqualTo(new Resolved.Ok("old"));
    assertThat(sealer(aKey(2), null).open(fresh, "owner")).isEqualTo(new Resolved.Ok("fresh"));
  }

  @Test
  void without_a_key_each_literal_is_refused_with_its_place_and_what_to_do() {
    Sealing sealing = sealer(null, aKey(1)).seal(aTaskFullOfSecrets(), "owner");

    List<Problem> problems = ((Sealing.Refused) sealing).problems();
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "/environmentVariables/0/secureValue",
            "/environmentVariables/2/secureValue",
            "/sidecars/0/environmentVariables/0/secureValue",
            "/initContainers/0/environmentVariables/0/secureValue",
            "/volumes/0/secret/a~1b~0c",
            "/volumes/1/azureFile/storageAccountKey",
            "/imageRegistryCredentials/0/password",
            "/logAnalytics/workspaceKey",
            "/containerGroup");
    assertThat(problems)
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .contains("ESTIBA_SEALING_KEY", "openssl rand", "keyVault", "appSetting"));
  }

  @Test
  void references_need_no_key() {
    ContainerTask task =
        aTaskWith(
            new Secret.KeyVault("https://mine.vault.azure.net/secrets/p"),
            new Secret.AppSetting("ESTIBA_SECRET_P"));

    assertThat(sealer(null, null).seal(task, "owner")).isEqualTo(new Sealing.Done(task));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "aHVudGVyMg==",
        "@Microsoft.KeyVault(SecretUri=https://mine.vault.azure.net/secrets/hunter2)",
        "https://example.com/secrets/hunter2",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8hunter2"
      })
  void a_key_that_is_none_is_told_and_not_shown(String key) {
    assertThatThrownBy(() -> SealingSettings.of(key, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ESTIBA_SEALING_KEY must be 32 random bytes in base64")
        .hasMessageNotContaining(key);
    assertThatThrownBy(() -> SealingSettings.of(aKey(1), aKey(2) + "," + key))
        .hasMessageContaining("ESTIBA_SEALING_KEY_PREVIOUS must be")
        .hasMessageNotContaining(key);
  }

  @Test
  void settings_that_are_shown_show_no_key() {
    assertThat(SealingSettings.of(aKey(1), aKey(2)).toString())
        .doesNotContain(aKey(1))
        .doesNotContain(aKey(2));
  }

  @Test
  void a_key_in_key_vault_is_read_once_and_only_when_needed() {
    ScriptedVault vault = new ScriptedVault();
    vault.holds(aKey(1));
    SealingSettings settings = SealingSettings.of(vault.url + "/secrets/key", null);
    SecretSealer sealer = new SecretSealer("app", settings, vault.reader());

    sealer.seal(aTaskWith(new Secret.AppSetting("ESTIBA_SECRET_P")), "owner");
    assertThat(vault.requests).isEmpty();

    Secret.Sealed sealed = sealed(sealer, "hola", "owner");
    assertThat(sealer.open(sealed, "owner")).isEqualTo(new Resolved.Ok("hola"));
    assertThat(sealer(aKey(1), null).open(sealed, "owner")).isEqualTo(new Resolved.Ok("hola"));
    assertThat(vault.withToken()).hasSize(1);
  }

  @Test
  void a_key_that_cannot_be_read_now_is_read_at_the_next_need() {
    ScriptedVault vault = new ScriptedVault();
    vault.fails(503, "Busy", "Busy", "later").holds(aKey(1));
    SealingSettings settings = SealingSettings.of(vault.url + "/secrets/key", null);
    SecretSealer sealer = new SecretSealer("app", settings, vault.reader());

    Sealing first = sealer.seal(aTaskWith(literal("hola")), "owner");
    Sealing second = sealer.seal(aTaskWith(literal("hola")), "owner");

    assertThat(((Sealing.Failed) first).why().mayPass()).isTrue();
    assertThat(second).isInstanceOf(Sealing.Done.class);
  }

  @Test
  void a_key_that_was_changed_in_key_vault_is_found_by_who_still_has_the_old_one() {
    ScriptedVault vault = new ScriptedVault();
    vault.holds(aKey(1)).holds(aKey(2));
    SealingSettings settings = SealingSettings.of(vault.url + "/secrets/key", null);
    SecretSealer worker = new SecretSealer("app", settings, vault.reader());
    Secret.Sealed before = sealed(worker, "before", "owner");
    Secret.Sealed elsewhere = sealed(sealer(aKey(2), null), "after", "owner");

    assertThat(worker.open(elsewhere, "owner")).isEqualTo(new Resolved.Ok("after"));
    assertThat(worker.open(before, "owner")).isEqualTo(new Resolved.Ok("before"));
    assertThat(sealer(aKey(2), null).open(sealed(worker, "new", "owner"), "owner"))
        .isEqualTo(new Resolved.Ok("new"));
  }

  @Test
  void a_secret_in_key_vault_that_is_no_key_is_named_and_not_shown() {
    ScriptedVault vault = new ScriptedVault();
    vault.holds("hunter2");
    SealingSettings settings = SealingSettings.of(vault.url + "/secrets/key", null);

    Sealing sealing =
        new SecretSealer("app", settings, vault.reader()).seal(aTaskWith(literal("x")), "owner");

    assertThat(((Sealing.Failed) sealing).why().reason().type()).isEqualTo("SealingKeyInvalid");
    assertThat(sealing.toString())
        .contains(vault.url + "/secrets/key", "ESTIBA_SEALING_KEY")
        .doesNotContain("hunter2");
  }
}
