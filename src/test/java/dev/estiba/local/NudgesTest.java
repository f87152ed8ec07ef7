package dev.estiba.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.client.EstibaClient;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.TaskRegistry;
import dev.estiba.local.taskhub.VirtualTaskHub;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A container that starts or ends has its task look at it, though the next look is minutes away.
 */
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
      String id = client.submit(DocumentKind.TASK, aTask("1", exitCode), "key");

      TaskView end = await().until(() -> client.task(id), TaskView::ended);

      assertThat(end.result().exitCode()).isEqualTo(Integer.parseInt(exitCode));
    }
  }

  @Test
  void a_task_runs_once_its_container_does() throws Exception {
    try (EmbeddedEstiba estiba = start()) {
      EstibaClient client = new EstibaClient(estiba.url(), estiba.apiKey());
      String id =
          client.submit(
              DocumentKind.TASK,
              aTask(Map.of("SIMULATED_START_DELAY", "1", "SIMULATED_DURATION", "600")),
              "key");

      TaskView running = await().until(() -> client.task(id), NudgesTest::isRunning);

      assertThat(running.ended()).isFalse();
    }
  }

  @Test
  void a_hint_for_a_task_that_is_not_there_harms_nobody() {
    Map<String, String> tags = Map.of("estiba-app", "a", "estiba-instance", "unknown");
    Nudges nudges = new Nudges();
    nudges.changed("group", "group", tags);

    try (VirtualTaskHub hub = new VirtualTaskHub(new TaskRegistry(), Instant.EPOCH)) {
      nudges.connect(hub.client());

      assertThatCode(() -> nudges.changed("group", "group", tags)).doesNotThrowAnyException();
    }
  }

  private EmbeddedEstiba start() throws Exception {
    return EmbeddedEstiba.tryStart(
            new EmbeddedOptions(data, 0, RuntimeChoice.SIMULATED, RARE_LOOKS, Access.withoutKeys()))
        .orElseThrow();
  }

  private static boolean isRunning(TaskView task) {
    return task.status() != null && task.status().phase() == TaskPhase.RUNNING;
  }

  private static JsonNode aTask(String seconds, String exitCode) {
    return aTask(Map.of("SIMULATED_DURATION", seconds, "SIMULATED_EXIT_CODE", exitCode));
  }

  private static JsonNode aTask(Map<String, String> simulation) {
    List<Map<String, String>> variables =
        simulation.entrySet().stream()
            .map(variable -> Map.of("name", variable.getKey(), "value", variable.getValue()))
            .toList();
    return Json.toTree(Map.of("image", "busybox", "environmentVariables", variables));
  }
}
