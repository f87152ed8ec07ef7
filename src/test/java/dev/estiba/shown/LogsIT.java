package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./estiba logs}. */
final class LogsIT {

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  private EstibaProcess logs(String... arguments) {
    List<String> all = new ArrayList<>(List.of("logs", "--data", data.toString()));
    all.addAll(List.of(arguments));
    return launched.estiba(all.toArray(String[]::new));
  }

  @Test
  void what_is_there_is_printed_and_followed_to_the_end_of_the_task() throws Exception {
    RunningHost host = launched.up(data, "--runtime", "process");
    Path go = scratch.resolve("go");
    JsonNode task =
        host.submit("echo uno; until [ -e " + go + " ]; do sleep 0.05; done; echo dos; exit 3");
    String id = task.path("id").asText();
    host.awaitLog(task, "uno\n");

    EstibaProcess once = logs(id);
    EstibaProcess following = logs(id, "-f").awaitStdout("uno\n");
    int onceExit = once.exitCode();
    boolean stillFollows = following.isAlive();
    Files.createFile(go);

    assertThat(onceExit).as(once.toString()).isZero();
    assertThat(once.stdout()).isEqualTo("uno\n");
    assertThat(stillFollows).isTrue();
    assertThat(following.exitCode()).as(following.toString()).isZero();
    assertThat(following.stdout()).isEqualTo("uno\ndos\n");
  }

  @Test
  void the_log_of_a_task_that_ended_is_there_without_a_running_estiba() {
    EstibaProcess run = launched.run(data, "--runtime", "process", "x", "--", "seq", "1", "100000");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    String id = run.stderr().lines().filter(l -> l.startsWith("Task ")).findFirst().orElse("");

    EstibaProcess logs = logs(id.substring("Task ".length()), "--attempt", "1", "--timestamps");

    assertThat(logs.exitCode()).as(logs.toString()).isZero();
    assertThat(logs.stdout().lines())
        .hasSize(100_000)
        .last()
        .asString()
        .matches("20[0-9]{2}-\\S+Z 100000");
  }

  @Test
  void what_is_not_there_is_told_with_what_there_is() {
    RunningHost host = launched.up(data, "--runtime", "process");
    JsonNode task = host.submit("true");
    String id = task.path("id").asText();
    host.awaitResult(task);

    assertFails(logs("nobody"), "estiba: There is no task with id 'nobody'.");
    assertFails(logs(id, "--attempt", "2"), "attempt must be 1");
    assertFails(logs(id, "-f", "--container", "x"), "container must be one of task-");
  }

  private static void assertFails(EstibaProcess logs, String message) {
    assertThat(logs.exitCode()).as(logs.toString()).isEqualTo(125);
    assertThat(logs.stdout()).isEmpty();
    assertThat(logs.stderr()).contains(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "logs                   | Missing required parameter: 'ID'",
        "logs --attempt one abc | '--attempt'",
      })
  void wrong_usage_is_named(String commandLine, String problem) {
    EstibaProcess estiba = launched.estiba(commandLine.split(" "));

    assertThat(estiba.exitCode()).isEqualTo(125);
    assertThat(estiba.stderr().lines().findFirst().orElse(""))
        .startsWith("estiba: ")
        .contains(problem);
  }

  @Test
  void ctrl_c_ends_the_following_and_not_the_task() {
    RunningHost host = launched.up(data, "--runtime", "process");
    JsonNode task = host.submit("echo up; sleep 300");
    EstibaProcess logs = logs(task.path("id").asText(), "-f").awaitStdout("up\n");

    logs.interrupt();

    assertThat(logs.exitCode()).as(logs.toString()).isEqualTo(130);
    assertThat(host.status(task).path("runtimeStatus").asText()).isEqualTo("Running");
  }
}
