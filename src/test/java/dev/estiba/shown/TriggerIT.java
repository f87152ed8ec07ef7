package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba trigger} and {@code ./estiba event}. */
final class TriggerIT {

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  private EstibaProcess estiba(String group, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(group, command, "--data", data.toString()));
    all.addAll(List.of(arguments));
    return ended(launched.estiba(all.toArray(String[]::new)));
  }

  private static EstibaProcess ended(EstibaProcess process) {
    int unused = process.exitCode();
    return process;
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(scratch.resolve(name), text).toString();
  }

  private static JsonNode json(EstibaProcess process) {
    assertThat(process.exitCode()).as(process.toString()).isZero();
    return Json.read(process.stdout(), JsonNode.class);
  }

  @Test
  void an_event_starts_what_the_trigger_says_until_it_is_paused() throws Exception {
    launched.up(data, "--runtime", "simulated");
    String trigger =
        file(
            "reports.yaml",
            "{filter: {type: ready}, task: {image: busybox, command: ['{{event.data.file}}']}}");

    EstibaProcess put = estiba("trigger", "put", "reports", "-f", trigger);
    assertThat(put.exitCode()).as(put.toString()).isZero();
    EstibaProcess sent =
        estiba("event", "send", "--type", "ready", "--id", "1", "--payload", "{\"file\": \"a\"}");
    EstibaProcess again =
        estiba("event", "send", "--type", "ready", "--id", "1", "--payload", "{\"file\": \"a\"}");
    EstibaProcess unfit = estiba("event", "send", "--type", "ready", "--subject", "x");
    JsonNode shown = json(estiba("trigger", "show", "reports", "-o", "json"));

    assertThat(put.stdout()).isEqualTo("Trigger reports: starts a task, enabled\n");
    assertThat(sent.stdout()).matches("Task reports-[0-9a-f]{24} by reports\n");
    assertThat(again.stdout()).endsWith(" by reports, started before\n");
    assertThat(unfit.exitCode()).isEqualTo(1);
    assertThat(unfit.stdout())
        .startsWith("Refused by reports: /task/command/0 has the placeholder");
    assertThat(shown.path("runs")).hasSize(2);
    assertThat(shown.at("/runs/0/state").asText()).isEqualTo("Refused");

    EstibaProcess paused = estiba("trigger", "pause", "reports");
    EstibaProcess list = estiba("trigger", "list");
    EstibaProcess meanwhile =
        estiba(
            "event",
            "send",
            "-f",
            file("e.yaml", "{specversion: '1.0', id: '2', source: /s, type: ready}"));
    EstibaProcess resumed = estiba("trigger", "resume", "reports");
    EstibaProcess deleted = estiba("trigger", "delete", "reports");
    EstibaProcess gone = estiba("trigger", "show", "reports");

    assertThat(paused.stdout()).startsWith("Trigger reports: starts a task, paused\n");
    assertThat(list.stdout()).startsWith("reports  task      paused   ").hasLineCount(1);
    assertThat(meanwhile.exitCode()).isZero();
    assertThat(meanwhile.stdout()).isEqualTo("No trigger is for the event 2 of the type ready\n");
    assertThat(resumed.stdout()).startsWith("Trigger reports: starts a task, enabled\n");
    assertThat(deleted.stdout()).isEqualTo("Deleted reports\n");
    assertThat(gone.exitCode()).isEqualTo(125);
    assertThat(gone.stderr()).contains("There is no trigger with the name 'reports'");
  }

  @Test
  void what_is_wrong_is_told_before_anything_is_sent() throws Exception {
    String wrong = file("wrong.yaml", "filter: {}\ntask: {image: x}");
    String task = file("task.yaml", "image: busybox");

    EstibaProcess lint = ended(launched.estiba("lint", wrong));
    EstibaProcess put = estiba("trigger", "put", "x", "-f", wrong);
    EstibaProcess other = estiba("trigger", "put", "x", "-f", task);
    EstibaProcess run = ended(launched.estiba("run", "-f", wrong));
    EstibaProcess both = estiba("event", "send", "-f", task, "--type", "x");
    EstibaProcess neither = estiba("event", "send");
    EstibaProcess payload = estiba("event", "send", "--type", "x", "--payload", "{");

    assertThat(lint.exitCode()).isEqualTo(1);
    assertThat(lint.stdout()).startsWith(wrong + ": line 1, column 1: /filter must say");
    assertThat(put.exitCode()).isEqualTo(125);
    assertThat(put.stderr()).contains("/filter must say which events");
    assertThat(other.stderr()).contains("is a task; it is run with 'estiba run -f " + task + "'");
    assertThat(run.stderr())
        .contains("is a trigger; it is put with 'estiba trigger put NAME -f " + wrong + "'");
    assertThat(List.of(both, neither, payload))
        .allSatisfy(failed -> assertThat(failed.exitCode()).isEqualTo(125));
    assertThat(payload.stderr()).contains("--payload must be JSON");
  }
}
