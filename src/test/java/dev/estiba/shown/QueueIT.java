package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba up} with a storage takes requests from its queue. */
@NeedsAzurite
final class QueueIT {

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path storage;

  @Test
  void a_message_that_was_sent_while_nothing_ran_is_one_run() throws Exception {
    try (Azurite azurite = Azurite.startWithQueues(storage)) {
      QueueClient queue =
          new QueueServiceClientBuilder()
              .connectionString(azurite.connectionString())
              .buildClient()
              .getQueueClient("estiba-requests");
      queue.create();
      String task = Json.write(RunningHost.shellTask("exit 7"));
      String id = queue.sendMessage(task).getMessageId();

      RunningHost host =
          launched.up(
              Map.of("AzureWebJobsStorage", azurite.connectionString()),
              data,
              "--runtime",
              "process");

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> queue.getProperties().getApproximateMessagesCount() == 0);
      JsonNode started = host.get("/runtime/webhooks/durabletask/instances").json();
      JsonNode payload = host.submitOnce(task, id);
      assertThat(host.awaitResult(payload).path("exitCode").asInt()).isEqualTo(7);
      assertThat(started.findValuesAsText("instanceId")).contains(payload.path("id").asText());
      assertThat(host.process().stdout()).contains("\tStartFromQueue: queueTrigger\n");
    }
  }

  @Test
  void a_bad_message_is_shown_with_its_reason_until_somebody_has_dealt_with_it() throws Exception {
    try (Azurite azurite = Azurite.startWithQueues(storage)) {
      QueueClient queue =
          new QueueServiceClientBuilder()
              .connectionString(azurite.connectionString())
              .buildClient()
              .getQueueClient("estiba-requests");
      queue.create();
      String id = queue.sendMessage("{\"image\": \"busybox\", \"cpu\": \"much\"}").getMessageId();
      launched.up(
          Map.of("AzureWebJobsStorage", azurite.connectionString()),
          data,
          "--runtime",
          "simulated");

      String listed =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> rejected("list").stdout(), text -> text.contains(id));
      EstibaProcess shown = rejected("show", id);
      EstibaProcess retried = rejected("retry", id);
      EstibaProcess deleted = rejected("delete", id);

      assertThat(listed).hasLineCount(1).contains("/cpu must be a number from");
      assertThat(Json.parse(shown.stdout()).path("request").asText()).contains("\"much\"");
      assertThat(retried.exitCode()).isEqualTo(125);
      assertThat(retried.stderr()).contains("/cpu must be a number from");
      assertThat(deleted.stdout()).isEqualTo("Deleted " + id + "\n");
      assertThat(rejected("list").stdout()).isEmpty();
    }
  }

  private EstibaProcess rejected(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("rejected", command, "--data", data.toString()));
    all.addAll(List.of(arguments));
    EstibaProcess process = launched.estiba(all.toArray(String[]::new));
    int unused = process.exitCode();
    return process;
  }
}
