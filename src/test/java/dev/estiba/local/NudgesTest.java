package dev.estiba.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.estiba.client.EstibaClient;
import dev.estiba.task.Json;
import dev.estiba.task.TaskView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container that ends has its task look at it, though the next look is minutes away. */
class NudgesTest {

  private static final Map<String, String> RARE_LOOKS =
      Map.of(
          "ESTIBA_WATCH_INTERVAL_MILLIS",
          "600000",
          "ESTIBA_LONGEST_WATCH_INTERVAL_MILLIS",
          "600000");

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(strings = {"0", "3"})
  void a_task_ends_with_its_container(String exitCode) throws Exception {
    try (EmbeddedEstiba estiba = start()) {
      EstibaClient client = new EstibaClient(estiba.url(), estiba.apiKey());
      String id = client.submit(aTask("1", exitCode), "key");

      TaskView end =
          await().atMost(Duration.ofSeconds(30)).until(() -> client.task(id), TaskView::ended);

      assertThat(end.result().exitCode()).isEqualTo(Integer.parseInt(exitCode));
    }
  }

  @Test
  void a_hint_for_nobody_harms_nobody() throws Exception {
    Nudges nudges = new Nudges();

    nudges.ended("group", "group", Map.of("estiba-app", "a", "estiba-instance", "unknown"));

    try (EmbeddedEstiba estiba = start()) {
      EstibaClient client = new EstibaClient(estiba.url(), estiba.apiKey());
      assertThat(client.answers()).isTrue();
    }
  }

  private EmbeddedEstiba start() throws Exception {
    return EmbeddedEstiba.tryStart(
            new EmbeddedOptions(data, 0, RuntimeChoice.SIMULATED, RARE_LOOKS, Access.withoutKeys()))
        .orElseThrow();
  }

  private static com.fasterxml.jackson.databind.JsonNode aTask(String seconds, String exitCode) {
    return Json.toTree(
        Map.of(
            "image",
            "busybox",
            "environmentVariables",
            List.of(
                Map.of("name", "SIMULATED_DURATION", "value", seconds),
                Map.of("name", "SIMULATED_EXIT_CODE", "value", exitCode))));
  }
}
