package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task hub in a process of its own. */
class ProcessIT {

  private static final int ROUNDS = 10;

  @TempDir Path directory;

  @Test
  void whatever_was_acknowledged_before_a_kill_is_finished_after_it() throws Exception {
    Path database = directory.resolve("hub.db");
    Random random = new Random(20_260_301);
    List<String> acknowledged = new ArrayList<>();

    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(runAndKill(database, "r" + round, 1 + random.nextInt(300)));
    }

    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    try (TaskHub hub = TaskHub.open(TaskHubOptions.of(database), executor())) {
      hub.start();
      for (String id : acknowledged) {
        await()
            .pollInterval(Duration.ofMillis(5))
            .until(() -> hub.client().find(id).orElseThrow().status().isTerminal());
        assertThat(hub.client().find(id).orElseThrow().output()).isEqualTo("\"" + id + ":abc\"");
      }
    }
  }

  @Test
  void a_second_process_is_refused_even_after_a_second_hub_in_this_one_was() throws Exception {
    TaskHubOptions options = TaskHubOptions.of(directory.resolve("hub.db"));
    try (TaskHub hub = TaskHub.open(options, executor())) {
      assertThatThrownBy(() -> TaskHub.open(options, executor()))
          .isInstanceOf(TaskHubInUseException.class);

      assertThat(runAndKill(options.database(), "other", 1)).isEmpty();
      assertThat(hub.client().find("other-0")).isEmpty();
    }
  }

  /** Kills the process after so many acknowledged starts; returns all that it told of. */
  private static List<String> runAndKill(Path database, String prefix, int starts)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Scheduler.class.getName(),
                database.toString(),
                prefix)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged.add(line);
        if (acknowledged.size() == starts) {
          process.toHandle().destroyForcibly(); // Leaves the pipe open to be read to its end.
        }
      }
    }
    process.waitFor();
    return acknowledged;
  }

  private static TestExecutor executor() {
    return new TestExecutor()
        .activity("Append", call -> call.input().replaceFirst("\\+(.)\"$", "$1\""))
        .orchestrator(
            "Steps",
            context -> {
              String text = context.getInstanceId() + ":";
              for (String letter : List.of("a", "b", "c")) {
                text = context.callActivity("Append", text + "+" + letter, String.class).await();
                context.createTimer(Duration.ofMillis(1)).await();
              }
              return text;
            });
  }

  /** Starts instances for as long as it lives, and tells each one that was acknowledged. */
  static final class Scheduler {

    private Scheduler() {}

    public static void main(String[] arguments) {
      TaskHub hub = TaskHub.open(TaskHubOptions.of(Path.of(arguments[0])), executor());
      hub.start();
      for (int i = 0; true; i++) {
        String id = arguments[1] + "-" + i;
        System.out.println(hub.client().schedule(new NewInstance("Steps", id, null, null)));
      }
    }
  }
}
