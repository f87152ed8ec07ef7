package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./estiba batch}. */
final class BatchIT {

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  private EstibaProcess batch(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--runtime", "process"));
    all.addAll(List.of(arguments));
    return launched.command(data, "batch", all.toArray(String[]::new));
  }

  private EstibaProcess sub(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--data", data.toString()));
    all.addAll(List.of(arguments));
    all.add(0, "batch");
    return launched.estiba(all.toArray(String[]::new));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(scratch.resolve(name), text).toString();
  }

  private static String idIn(EstibaProcess batch) {
    return batch
        .stderr()
        .lines()
        .filter(line -> line.startsWith("Batch "))
        .map(line -> line.substring("Batch ".length()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> leftovers() {
    return new DataFolder(data).leftovers();
  }

  @Test
  void a_batch_ends_with_0_if_every_item_succeeded_and_says_so_in_one_line() throws Exception {
    String file = file("b.yaml", "{task: {image: x, command: ['true']}, count: 3, maxParallel: 2}");

    EstibaProcess batch = batch(file);

    assertThat(batch.exitCode()).as(batch.toString()).isZero();
    assertThat(batch.stdout()).startsWith("Succeeded: 3 of 3 items succeeded; ").hasLineCount(1);
    assertThat(batch.stderr()).contains("Batch ", " of 3 items have ended");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void failed_items_are_listed_and_a_retry_runs_only_those() throws Exception {
    Path mended = scratch.resolve("mended");
    Path runs = scratch.resolve("runs");
    String script = "echo $0 >> " + runs + "; [ $0 != b ] || [ -e " + mended + " ] || exit 3";
    EstibaProcess batch =
        batch("--image", "x", "--items", "a,b,c", "--", "sh", "-c", script, "{{item}}");
    int exitCode = batch.exitCode();
    String id = idIn(batch);
    Files.createFile(mended);

    EstibaProcess retry = sub("retry", id, "--runtime", "process", "-o", "json");

    assertThat(exitCode).as(batch.toString()).isEqualTo(1);
    assertThat(batch.stdout()).contains(": 2 of 3 items succeeded, 1 failed; ");
    assertThat(batch.stderr())
        .contains("1 \"b\" Failed: The container exited with 3", "'estiba batch retry " + id);
    assertThat(retry.exitCode()).as(retry.toString()).isZero();
    JsonNode result = Json.parse(retry.stdout());
    assertThat(result.path("state").asText()).isEqualTo("Succeeded");
    assertThat(result.path("round").asInt()).isEqualTo(2);
    assertThat(Files.readAllLines(runs)).containsExactlyInAnyOrder("a", "b", "c", "b");
  }

  @Test
  void items_come_from_a_file_and_share_a_group() throws Exception {
    String items = file("items.txt", "uno\n\ndos\n");

    EstibaProcess batch =
        batch(
            "--image",
            "x",
            "--items-file",
            items,
            "--pack",
            "--cpu",
            "0.1",
            "--",
            "echo",
            "{{item}}");

    assertThat(batch.exitCode()).as(batch.toString()).isZero();
    EstibaProcess listed = sub("items", idIn(batch), "--state", "succeeded", "-o", "json");
    assertThat(listed.exitCode()).as(listed.toString()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : listed.stdout().lines().toList()) {
      lines.add(Json.parse(line));
    }
    assertThat(lines).extracting(line -> line.path("item").asText()).containsExactly("uno", "dos");
    assertThat(lines)
        .extracting(line -> line.path("taskId").asText())
        .containsOnly(idIn(batch) + "-0");
  }

  @Test
  void what_is_wrong_in_a_file_is_told_with_its_place() throws Exception {
    String file = file("b.yaml", "task: {image: busybox}\nitems: [a]\nmaxParalel: 3\n");
    String task = file("t.yaml", "image: busybox\n");

    EstibaProcess wrong = launched.estiba("batch", file);
    EstibaProcess other = launched.estiba("batch", task);
    EstibaProcess empty = launched.estiba("batch", "-");

    assertThat(wrong.exitCode()).isEqualTo(125);
    assertThat(wrong.stderr())
        .startsWith("estiba: " + file + ": line 3, column 1: /maxParalel is not known here")
        .hasLineCount(1);
    assertThat(other.exitCode()).isEqualTo(125);
    assertThat(other.stderr())
        .isEqualTo(
            "estiba: " + task + ": is a task; it is run with 'estiba run -f " + task + "'\n");
    assertThat(empty.exitCode()).isEqualTo(125);
    assertThat(empty.stderr()).startsWith("estiba: -: is empty");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "batch                                    | Missing required parameter: 'FILE', or --image",
        "batch a.yaml b.yaml                      | Only one FILE can be given",
        "batch --count 3 a.yaml                   | --count cannot be given beside FILE",
        "batch --image x -- true                  | items",
        "batch --image x --count 3 --items a true | items",
        "batch --image x --count 3 --max-failures some true | /maxFailures must be",
        "batch retry                              | Missing required parameter: 'ID'",
      })
  void wrong_usage_is_named(String commandLine, String problem) {
    EstibaProcess estiba = launched.estiba(commandLine.split(" +"));

    assertThat(estiba.exitCode()).as(estiba.toString()).isEqualTo(125);
    assertThat(estiba.stderr().lines().findFirst().orElse(""))
        .startsWith("estiba: ")
        .contains(problem);
    assertThat(estiba.stdout()).isEmpty();
  }

  @Test
  void ctrl_c_cancels_the_batch_and_leaves_no_process() {
    EstibaProcess batch =
        batch("--image", "x", "--count", "5", "--max-parallel", "2", "--", "sleep", "300");
    batch.awaitStderr("2 running");

    batch.interrupt();

    assertThat(batch.exitCode()).as(batch.toString()).isEqualTo(130);
    assertThat(batch.stderr()).contains("Cancelling the batch", "0 Cancelled");
    assertThat(batch.stdout()).startsWith("Cancelled: 0 of 5 items succeeded");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_detached_batch_goes_on_and_can_be_asked_about_and_cancelled() {
    launched.up(data, "--runtime", "process");
    EstibaProcess detached =
        batch("--image", "x", "--count", "2", "--name", "night", "-d", "--", "sleep", "300");
    assertThat(detached.exitCode()).as(detached.toString()).isZero();
    String id = detached.stdout().strip();

    EstibaProcess status = sub("status", id);
    assertThat(status.exitCode()).as(status.toString()).isZero();
    EstibaProcess cancel = sub("cancel", id, "--reason", "enough");

    assertThat(status.stdout()).startsWith("Running: 0 of 2 items have ended");
    assertThat(cancel.exitCode()).as(cancel.toString()).isZero();
    assertThat(cancel.stdout()).startsWith("Cancelled: 0 of 2 items succeeded");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_batch_that_is_not_there_is_named() {
    EstibaProcess status = sub("status", "nobody");

    assertThat(status.exitCode()).isEqualTo(125);
    assertThat(status.stderr()).contains("estiba: There is no batch with id 'nobody'.");
  }

  @Test
  void on_a_terminal_a_bar_is_drawn_and_removed_at_the_end() {
    EstibaProcess terminal = onTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1"));

    assertThat(terminal.exitCode()).as(terminal.toString()).isZero();
    assertThat(terminal.stdout())
        .contains("\rItems ", " 0/2 ")
        .doesNotContain("have ended", "\u001b[33m")
        .contains("\rSucceeded: 2 of 2 items succeeded");
  }

  @Test
  void on_a_terminal_that_cannot_redraw_lines_are_written() {
    EstibaProcess terminal = onTerminal(Map.of("TERM", "dumb"));

    assertThat(terminal.exitCode()).as(terminal.toString()).isZero();
    assertThat(terminal.stdout()).contains("of 2 items have ended").doesNotContain("\rItems ");
  }

  /** What a terminal shows is what {@code script} writes: standard output and error together. */
  private EstibaProcess onTerminal(Map<String, String> environment) {
    String command =
        EstibaProcess.launcher()
            + " batch --runtime process --data "
            + data
            + " --image x --count 2 -- sleep 1";
    return launched.other(Path.of("/usr/bin/script"), environment, "-qec", command, "/dev/null");
  }
}
