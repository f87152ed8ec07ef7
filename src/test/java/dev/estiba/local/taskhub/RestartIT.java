package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.taskhub.DiskShim.Call;
import dev.estiba.local.taskhub.DiskShim.File;
import dev.estiba.testing.NeedsGcc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, and one process after another, or two at a time. */
class RestartIT {

  @TempDir Path directory;

  @Test
  void a_second_process_is_refused_until_the_first_is_killed_and_not_a_moment_longer()
      throws Exception {
    Path database = Files.createDirectory(directory.resolve("hub")).resolve("hub.db");
    for (int round = 0; round < 3; round++) {
      try (HubProcess first = load(Map.of(), database, "r" + round)) {
        new HubLoad(first, database).awaitMore(Ledger.Kind.ENDED, 2);
        assertThatThrownBy(() -> open(database))
            .isInstanceOf(TaskHubInUseException.class)
            .hasMessageContaining(database.toString());
        assertThat(first.isAlive()).isTrue();
        first.kill();

        try (TaskHub second = open(database)) {
          Ledger.assertKept(second.client(), Ledger.read(database));
        }
      }
    }
    HubLoad.assertEndsWell(database);
  }

  @Test
  void a_file_of_a_newer_program_is_refused_and_no_byte_of_it_changes() throws Exception {
    Path database = Files.createDirectory(directory.resolve("hub")).resolve("hub.db");
    try (TaskHub hub = open(database)) {
      hub.client().schedule(Voyages.start("v", 10));
    }
    setSchemaVersion(database, Schema.VERSION + 1);
    byte[] before = Files.readAllBytes(database);

    assertThatThrownBy(() -> open(database))
        .isInstanceOf(TaskHubException.class)
        .hasMessageContaining(database.toString())
        .hasMessageContaining("newer program");

    assertThat(database).hasBinaryContent(before);
    assertThat(database.resolveSibling("hub.db-wal")).doesNotExist();
    setSchemaVersion(database, Schema.VERSION);
    try (TaskHub hub = open(database)) {
      assertThat(hub.client().find("v")).isPresent();
    }
  }

  private static void setSchemaVersion(Path database, int version) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + version);
    }
  }

  @Test
  @NeedsGcc
  void a_kill_while_the_log_moves_into_the_file_loses_nothing() throws Exception {
    Path database = directory.resolve("hub").resolve("hub.db");
    DiskShim shim = DiskShim.over(database.getParent(), directory.resolve("shim"));
    List<Runnable> kills =
        List.of(
            () -> shim.killBefore(Call.WRITE, File.DATABASE, 1),
            () -> shim.killAfter(Call.WRITE, File.DATABASE, 7),
            () -> shim.killBefore(Call.SYNC, File.DATABASE, 1),
            () -> shim.killAfter(Call.SYNC, File.DATABASE, 1));

    for (int i = 0; i < kills.size(); i++) {
      shim.killNever();
      try (HubProcess process = load(shim.environment(), database, "k" + i)) {
        new HubLoad(process, database).awaitMore(Ledger.Kind.ENDED, 5);
        kills.get(i).run();
        process.endLoad(); // Its close moves the whole log.
        assertThat(process.awaitEnd()).isEqualTo(137);
      }
      try (TaskHub hub = open(database)) {
        Ledger.assertKept(hub.client(), Ledger.read(database));
      }
    }
    HubLoad.assertEndsWell(database);
  }

  private HubProcess load(Map<String, String> environment, Path database, String prefix)
      throws IOException {
    return HubProcess.start(
        directory.resolve("scratch"), environment, "load", "2", prefix, database.toString());
  }

  private static TaskHub open(Path database) {
    return TaskHub.open(TaskHubOptions.of(database), new Voyages());
  }
}
