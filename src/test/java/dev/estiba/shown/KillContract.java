package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.task.TaskPhase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} of {@code ./estiba up}: at the next start the task ends as if nothing had been.
 * The rounds share a data directory, and the Estiba that one round started is killed in the next.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillContract {

  private static final int LINES = 10;

  /** About two seconds. */
  private static final String SCRIPT =
      "echo started; for i in $(seq 1 " + LINES + "); do echo line $i; sleep 0.2; done; exit 7";

  private static final String LOG =
      "started\n"
          + IntStream.rangeClosed(1, LINES)
              .mapToObj(line -> "line " + line + "\n")
              .collect(Collectors.joining());

  @TempDir static Path data;
  @RegisterExtension final Launched launched = Launched.forAllTests();
  private RunningHost host;

  /** When to kill. */
  interface Moment {
    void await(RunningHost host, JsonNode payload);
  }

  /** A moment and the words for it. */
  record Named(String name, Moment moment) {
    @Override
    public String toString() {
      return name;
    }
  }

  abstract String runtime();

  abstract Stream<Named> moments();

  @BeforeEach
  void start() {
    if (host == null || !host.process().isAlive()) {
      host = up();
    }
  }

  @AfterEach
  void leave_nothing_for_the_next_round() {
    if (!new DataFolder(data).leftovers().isEmpty()) {
      host.process().kill();
      new DataFolder(data).removeLeftovers();
    }
  }

  RunningHost up() {
    return launched.up(data, "--runtime", runtime());
  }

  static Named once(String name, Moment moment) {
    return new Named(name, moment);
  }

  /** When the task is in that phase, or past it: some are over too soon to be seen. */
  static Named in(TaskPhase phase) {
    return once(phase.displayName(), (host, payload) -> host.awaitStatus(payload, reached(phase)));
  }

  private static Predicate<JsonNode> reached(TaskPhase phase) {
    return status -> {
      JsonNode now = status.path("customStatus").path("phase");
      return status.path("runtimeStatus").asText().equals("Completed")
          || (now.isTextual() && Json.fromTree(now, TaskPhase.class).compareTo(phase) >= 0);
    };
  }

  @ParameterizedTest(name = "killed: {0}")
  @MethodSource("moments")
  void a_task_ends_once_with_its_result_and_log_whenever_estiba_is_killed(Named named) {
    JsonNode payload = host.submit(SCRIPT);

    named.moment().await(host, payload);
    host.process().kill();
    host = up();

    assertEnded(payload);
  }

  @Test
  void a_task_survives_an_estiba_that_is_killed_again_while_it_starts() {
    JsonNode payload = host.submit(SCRIPT);
    host.awaitLog(payload, "line 2\n");

    // The first thing that a starting Estiba does is to take down where the dead one answered.
    Path holder = data.resolve("holder.json");
    for (int round = 0; round < 2; round++) {
      host.process().kill();
      EstibaProcess starting = launched.startUp(data, "--runtime", runtime());
      await()
          .pollInterval(Duration.ofMillis(1))
          .failFast(() -> assertThat(starting.isAlive()).as("%s runs", starting).isTrue())
          .until(() -> !Files.exists(holder));
      starting.kill();
      host = up();
    }

    assertEnded(payload);
  }

  private void assertEnded(JsonNode payload) {
    JsonNode result = host.awaitResult(payload);
    assertThat(result.path("state").asText()).as(result.toString()).isEqualTo("Failed");
    assertThat(result.path("exitCode").asInt()).isEqualTo(7);
    assertThat(result.path("logComplete").asBoolean()).isTrue();
    assertThat(result.path("containerGroupDeleted").asBoolean()).isTrue();
    // Each line once: the command ran once, and its log was kept once.
    assertThat(host.log(payload)).isEqualTo(LOG);
    assertThat(new DataFolder(data).leftovers()).isEmpty();
  }
}
