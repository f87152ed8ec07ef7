package dev.estiba.secret;

import static dev.estiba.secret.SecretTasks.aKey;
import static dev.estiba.secret.SecretTasks.aTaskFullOfSecrets;
import static dev.estiba.secret.SecretTasks.aTaskWith;
import static dev.estiba.secret.SecretTasks.literal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretResolverTest {

  private final ScriptedVault vault = new ScriptedVault();
  private final SecretSealer sealer =
      new SecretSealer("app", SealingSettings.of(aKey(1), null), ScriptedVault.none());
  private final SecretResolver resolver =
      new SecretResolver(
          sealer,
          vault.reader(),
          Map.of(
              "ESTIBA_SECRET_A", "from-setting",
              "ESTIBA_SECRET_BLANK", " ",
              "ESTIBA_SECRET_LOST", "@Microsoft.KeyVault(SecretUri=https://mine/)",
              "AzureWebJobsStorage", "hunter2",
              "ESTIBA_SEALING_KEY", "hunter2"));

  private Secret.KeyVault inVault(String name) {
    return new Secret.KeyVault(vault.url + "/secrets/" + name);
  }

  @Test
  void every_kind_of_secret_becomes_the_literal_that_was_meant() {
    vault.holds("from-vault");
    ContainerTask task =
        ((Sealing.Done) sealer.seal(aTaskWith(literal("sealed"), inVault("p"), setting("A")), "id"))
            .task();

    ResolvedTask resolved = resolver.resolve(task, "id");

    assertThat(resolved)
        .isEqualTo(
            new ResolvedTask.Ready(
                aTaskWith(literal("sealed"), literal("from-vault"), literal("from-setting"))));
  }

  @Test
  void a_task_comes_back_as_it_was_before_it_was_sealed() {
    ContainerTask task = aTaskFullOfSecrets();
    ContainerTask sealed = ((Sealing.Done) sealer.seal(task, "id")).task();

    ContainerTask resolved = ((ResolvedTask.Ready) resolver.resolve(sealed, "id")).task();

    assertThat(resolved)
        .isEqualTo(
            task.mapSecrets(s -> s instanceof Secret.AppSetting ? literal("from-setting") : s));
  }

  @Test
  void the_same_reference_is_read_once_for_a_task() {
    vault.holds("once");

    ResolvedTask resolved = resolver.resolve(aTaskWith(inVault("p"), inVault("p")), "id");

    assertThat(resolved)
        .isEqualTo(new ResolvedTask.Ready(aTaskWith(literal("once"), literal("once"))));
    assertThat(vault.withToken()).hasSize(1);
  }

  @Test
  void after_a_failure_nothing_more_is_read() {
    vault.fails(503, "Busy", "Busy", "later").holds("never");

    ResolvedTask resolved = resolver.resolve(aTaskWith(inVault("p"), inVault("q")), "id");

    assertThat(((ResolvedTask.Failed) resolved).why().mayPass()).isTrue();
    assertThat(vault.withToken()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          AzureWebJobsStorage, SecretReferenceInvalid, may not read
          ESTIBA_SEALING_KEY,  SecretReferenceInvalid, may not read
          estiba_secret_A,     SecretReferenceInvalid, may not read
          ESTIBA_SECRET_B,     SecretNotFound,         There is no app setting
          ESTIBA_SECRET_BLANK, SecretNotFound,         or it is empty
          ESTIBA_SECRET_LOST,  SecretNotFound,         could not follow
          """)
  void an_app_setting_that_gives_no_secret_is_named(String name, String type, String told) {
    Resolved.Failed failed = (Resolved.Failed) resolver.resolve(new Secret.AppSetting(name), "id");

    assertThat(failed.reason().type()).isEqualTo(type);
    assertThat(failed.reason().message()).contains(told).contains(name);
    assertThat(failed.mayPass()).isFalse();
    assertThat(failed.toString()).doesNotContain("hunter2");
  }

  @Test
  void a_url_of_another_host_is_refused_before_anything_is_sent() {
    Resolved.Failed failed =
        (Resolved.Failed)
            resolver.resolve(new Secret.KeyVault("https://evil.example/secrets/p"), "id");

    assertThat(failed.reason().type()).isEqualTo("SecretReferenceInvalid");
    assertThat(vault.requests).isEmpty();
    assertThat(vault.tokens).hasValue(0);
  }

  @Test
  void what_is_hidden_cannot_be_read() {
    Resolved.Failed failed = (Resolved.Failed) resolver.resolve(new Secret.Hidden(), "id");

    assertThat(failed.reason().remedy()).contains("Submit the task again");
  }

  private static Secret setting(String name) {
    return new Secret.AppSetting("ESTIBA_SECRET_" + name);
  }
}
