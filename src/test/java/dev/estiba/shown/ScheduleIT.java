package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba schedule}, and a host that is killed again and again while things are due. */
final class ScheduleIT {

  private static final long SEED = 20_261_201;
  private static final int EVERY_SECONDS = 3;
  private static final Duration FOR = Duration.ofSeconds(45);

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  private EstibaProcess schedule(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("schedule", command, "--data", data.toString()));
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

  @Test
  void a_schedule_is_put_shown_run_paused_and_deleted() throws Exception {
    launched.up(data, "--runtime", "simulated");
    String nightly =
        file(
            "nightly.yaml",
            """
            cron: "30 2 * * *"
            timeZone: Europe/Madrid
            startsAt: 2100-01-01
            task: {image: busybox, command: [echo, "{{schedule.date}}"]}
            """);

    EstibaProcess put = schedule("put", "nightly", "-f", nightly);
    EstibaProcess run = schedule("run", "nightly");
    EstibaProcess list = schedule("list");
    EstibaProcess json = schedule("show", "nightly", "-o", "json");
    EstibaProcess paused = schedule("pause", "nightly");
    EstibaProcess resumed = schedule("resume", "nightly");
    EstibaProcess deleted = schedule("delete", "nightly");
    EstibaProcess gone = schedule("show", "nightly");

    assertThat(put.exitCode()).as(put.toString()).isZero();
    assertThat(put.stdout())
        .startsWith("Schedule nightly: starts a task at '30 2 * * *' (Europe/Madrid)\ndue  ")
        .hasLineCount(6)
        .containsPattern("due  \\w{3} \\d{4}-\\d\\d-\\d\\d 0[23]:30:00 \\+0[12]:00");
    assertThat(run.stdout()).matches("nightly-manual-[0-9a-f]{12}\n");
    assertThat(list.stdout()).startsWith("nightly  task").hasLineCount(1).contains("by hand");
    JsonNode shown = Json.read(json.stdout(), JsonNode.class);
    assertThat(shown.path("dueTimes")).hasSize(5);
    assertThat(shown.at("/runs/0/instanceId").asText()).isEqualTo(run.stdout().strip());
    assertThat(paused.stdout())
        .startsWith("Schedule nightly: ")
        .contains("(Europe/Madrid), paused");
    assertThat(resumed.stdout()).doesNotContain("paused");
    assertThat(deleted.stdout()).isEqualTo("Deleted nightly\n");
    assertThat(gone.exitCode()).isEqualTo(125);
    assertThat(gone.stderr()).contains("There is no schedule with the name 'nightly'");
  }

  @Test
  void what_is_wrong_is_told_before_anything_is_sent() throws Exception {
    String wrong =
        file("wrong.yaml", "cron: '61 * * * *'\ntimeZone: Madrid\ntask: {image: x, cpu: 0}");
    String task = file("task.yaml", "image: busybox");
    String good = file("good.yaml", "cron: '@daily'\ntask: {image: x}");

    EstibaProcess alone = schedule("put", "good", "-f", good);
    EstibaProcess lint = ended(launched.estiba("lint", wrong));
    EstibaProcess put = schedule("put", "x", "-f", wrong);
    EstibaProcess other = schedule("put", "x", "-f", task);
    EstibaProcess run = ended(launched.estiba("run", "-f", wrong));

    assertThat(alone.exitCode()).as(alone.toString()).isZero();
    assertThat(alone.stderr()).contains("what is started runs once 'estiba up' does");
    assertThat(lint.exitCode()).isEqualTo(1);
    assertThat(lint.stdout())
        .contains("line 1, column 1: /cron must be", "did you mean Europe/Madrid?", "/task/cpu")
        .hasLineCount(3);
    assertThat(put.exitCode()).isEqualTo(125);
    assertThat(put.stderr()).contains("/cron must be a cron expression");
    assertThat(other.stderr()).contains("is a task; it is run with 'estiba run -f " + task + "'");
    assertThat(run.stderr()).contains("it is put with 'estiba schedule put NAME -f " + wrong + "'");
  }

  @Test
  void a_due_time_is_started_once_however_often_the_host_is_killed() throws Exception {
    Path lines = Files.createFile(scratch.resolve("lines"));
    Killer killer = new Killer(() -> launched.up(data, "--runtime", "process"), new Random(SEED));
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(FOR);
    JsonNode put =
        killer
            .host()
            .send(
                "PUT",
                "/api/schedules/often",
                "application/yaml",
                """
                cron: "*/%d * * * * *"
                endsAt: "%s"
                overlap: allow
                catchUp: all
                catchUpMost: 1000
                task:
                  image: busybox
                  command: [sh, -c, "echo {{schedule.dueTime}} >> %s"]
                """
                    .formatted(EVERY_SECONDS, end, lines))
            .expect(201)
            .json();
    List<String> due = due(Instant.parse(put.path("createdAt").asText()), end);

    killer.begin();
    await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> Files.readAllLines(lines).size() >= due.size());
    killer.end();

    System.out.printf(
        "Due times: %d, kills: %d, starts: %d%n",
        due.size(), killer.kills(), Files.readAllLines(lines).size());
    assertThat(killer.kills()).isGreaterThanOrEqualTo(2);
    assertThat(Files.readAllLines(lines)).containsExactlyInAnyOrderElementsOf(due);
  }

  private static List<String> due(Instant after, Instant until) {
    List<String> due = new ArrayList<>();
    long second = after.getEpochSecond() / EVERY_SECONDS * EVERY_SECONDS + EVERY_SECONDS;
    for (Instant time = Instant.ofEpochSecond(second);
        !time.isAfter(until);
        time = time.plusSeconds(EVERY_SECONDS)) {
      due.add(time.toString());
    }
    return due;
  }
}
