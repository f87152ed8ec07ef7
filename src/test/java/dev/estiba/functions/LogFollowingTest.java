package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.client.EstibaClient;
import dev.estiba.client.LogChunk;
import dev.estiba.client.LogRequest;
import dev.estiba.document.Json;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import dev.estiba.pipeline.DocumentKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads the log of a running task does not wait for the next look at its group. */
class LogFollowingTest {

  @TempDir private Path data;
  private EmbeddedEstiba estiba;
  private EstibaClient client;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> seldom =
        Map.of(
            "ESTIBA_WATCH_INTERVAL_MILLIS", "900000",
            "ESTIBA_LONGEST_WATCH_INTERVAL_MILLIS", "900000");
    estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(data, 0, RuntimeChoice.SIMULATED, seldom, Access.withoutKeys()))
            .orElseThrow();
    client = new EstibaClient(estiba.url(), "");
  }

  @AfterEach
  void stop() {
    estiba.close();
  }

  @Test
  void lines_are_seen_as_they_are_written_and_the_log_ends_with_the_task() throws Exception {
    JsonNode task =
        Json.toTree(
            Map.of(
                "image",
                "busybox",
                "environmentVariables",
                List.of(
                    Map.of("name", "SIMULATED_DURATION", "value", "600"),
                    Map.of("name", "SIMULATED_LOG", "value", "uno\n" + "x\n".repeat(300)))));
    String id = client.submit(DocumentKind.TASK, task, "key");

    LogChunk first = await().until(() -> logs(id, 0), this::hasText);
    LogChunk more = await().until(() -> logs(id, first.nextOffset()), this::hasText);
    client.cancel(DocumentKind.TASK, id, "enough", "a test");
    LogChunk end = await().until(() -> logs(id, more.nextOffset()), LogChunk::complete);

    assertThat(first.text()).startsWith("uno\n");
    assertThat(more.text()).startsWith("x\n");
    assertThat(List.of(first.complete(), more.complete())).containsOnly(false);
    assertThat(end.attempt()).isEqualTo(1);
  }

  private boolean hasText(LogChunk chunk) {
    return !chunk.text().isEmpty();
  }

  private LogChunk logs(String id, long offset) throws Exception {
    return client.logs(id, new LogRequest(null, null, offset, false));
  }
}
