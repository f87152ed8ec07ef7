package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.secret.Resolved;
import dev.estiba.secret.ResolvedTask;
import dev.estiba.secret.Sealing;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicesTest {

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static Services servicesWith(Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.putIfAbsent("ESTIBA_APP", "app");
    settings.put("AZURE_SUBSCRIPTION_ID", "sub");
    settings.put("ESTIBA_LOG_DIRECTORY", "/nowhere");
    return new Services(settings);
  }

  private static ContainerTask taskWith(Secret secret) {
    return ContainerTask.of(
        "task",
        new ContainerSpec(
            "busybox",
            List.of(),
            List.of(),
            List.of(new EnvironmentVariable("PASSWORD", null, secret)),
            1,
            1,
            List.of()));
  }

  @Test
  void a_secret_is_sealed_and_opened_with_the_key_in_the_settings() {
    Services services = servicesWith(Map.of("ESTIBA_SEALING_KEY", KEY));
    ContainerTask task = taskWith(new Secret.Literal("hunter2"));

    Sealing sealing = services.secretSealer().seal(task, "id");

    ContainerTask sealed = ((Sealing.Done) sealing).task();
    assertThat(sealed).isNotEqualTo(task);
    assertThat(services.secretResolver().resolve(sealed, "id"))
        .isEqualTo(new ResolvedTask.Ready(task));
  }

  @Test
  void two_installations_with_one_key_cannot_open_each_others_secrets() {
    Services one = servicesWith(Map.of("ESTIBA_SEALING_KEY", KEY, "ESTIBA_APP", "one"));
    Services other = servicesWith(Map.of("ESTIBA_SEALING_KEY", KEY, "ESTIBA_APP", "other"));
    ContainerTask task = taskWith(new Secret.Literal("hunter2"));

    ContainerTask sealed = ((Sealing.Done) one.secretSealer().seal(task, "id")).task();

    assertThat(other.secretResolver().resolve(sealed, "id"))
        .isInstanceOf(ResolvedTask.Failed.class);
  }

  @Test
  void a_reference_is_read_from_the_settings() {
    Services services = servicesWith(Map.of("ESTIBA_SECRET_A", "hola"));

    assertThat(services.secretResolver().resolve(new Secret.AppSetting("ESTIBA_SECRET_A"), "id"))
        .isEqualTo(new Resolved.Ok("hola"));
  }
}
