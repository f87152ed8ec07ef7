package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.estiba.activity.LogCollector;
import dev.estiba.activity.TaskRef;
import dev.estiba.log.DirectoryLogStore;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshLogsTest {

  private static final String LINE = "2026-01-01T00:00:01Z one\n";
  private static final TaskRef REF = new TaskRef("instance", 1, "rg", "task-1");

  @TempDir private Path directory;
  private LogServer arm;
  private LogArchive archive;
  private FreshLogs logs;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void open() throws Exception {
    arm = new LogServer();
    archive = new LogArchive(new DirectoryLogStore(directory), LogWindow.AZURE);
    logs = new FreshLogs(new LogCollector(arm.groups(), archive), () -> now, Duration.ofSeconds(2));
  }

  @AfterEach
  void close() {
    arm.close();
  }

  @Test
  void a_reader_sees_what_is_new() throws Exception {
    arm.hasLog(LINE);

    logs.refresh(REF, "task-1");

    assertThat(archive.read(REF.logKey("task-1"), 0, 1000, true).text()).isEqualTo(LINE);
  }

  @Test
  void many_readers_cost_one_fetch_in_two_seconds() {
    for (int i = 0; i < 40; i++) {
      now = now.plusMillis(100);
      logs.refresh(REF, "task-1");
    }

    assertThat(arm.fetches()).isEqualTo(2);
  }

  @Test
  void each_container_has_a_log_of_its_own() {
    logs.refresh(REF, "task-1");
    logs.refresh(REF, "sidecar");

    assertThat(arm.fetches()).isEqualTo(2);
  }

  @Test
  void while_one_fetches_others_do_not_wait() throws Exception {
    arm.hold();
    Thread first = new Thread(() -> logs.refresh(REF, "task-1"));
    first.start();
    await().until(() -> arm.fetches() == 1);

    logs.refresh(REF, "task-1");

    assertThat(first.isAlive()).isTrue();
    assertThat(arm.fetches()).isEqualTo(1);
    arm.release();
    first.join();
  }

  @Test
  void a_fetch_that_fails_harms_nobody_and_is_not_repeated_at_once() throws Exception {
    arm.answersWith(500);

    logs.refresh(REF, "task-1");
    logs.refresh(REF, "task-1");

    assertThat(arm.fetches()).isEqualTo(1);
    assertThat(archive.length(REF.logKey("task-1"))).isZero();
  }
}
