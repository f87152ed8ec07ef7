package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that SQLite wrote, as they are and as they are not. */
class WalCheckTest {

  private static final int HEADER = 32;
  private static final int FRAME = 24 + 4096;

  @TempDir Path directory;

  private Path origin;
  private Connection connection;

  @BeforeEach
  void openDatabase() throws SQLException {
    origin = directory.resolve("origin.db");
    connection = connect(origin);
    run("CREATE TABLE texts (text TEXT)");
  }

  private static Connection connect(Path database) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
    }
    return connection;
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    connection.close();
  }

  @Test
  void no_log_and_a_whole_log_are_sound() throws Exception {
    assertThat(WalCheck.damage(directory.resolve("missing.db"))).isEmpty();
    commitPages(5, 1, 7);

    assertThat(WalCheck.damage(origin)).isEmpty();
  }

  @Test
  void a_last_transaction_that_was_torn_is_no_damage() throws Exception {
    commitPages(2, 6);
    Path copy = copy();

    flip(copy, HEADER + (frames(copy) - 4) * FRAME + 1000);

    assertThat(WalCheck.damage(copy)).isEmpty();
  }

  @Test
  void a_wrong_byte_before_the_last_transaction_is_damage_wherever_it_is() throws Exception {
    commitPages(1, 3, 1);
    int lastTransaction = HEADER + (frames(origin) - pagesOfLast()) * FRAME;

    for (int at = 0; at < lastTransaction; at += at % FRAME < HEADER + 30 ? 1 : 97) {
      Path copy = copy();
      flip(copy, at);

      assertThat(WalCheck.damage(copy)).as("a wrong byte at %d", at).isPresent();
    }
  }

  @Test
  void frames_of_an_older_log_behind_the_present_one_are_no_damage() throws Exception {
    commitPages(5, 5, 5);
    run("PRAGMA wal_checkpoint(RESTART)");
    commitPages(1, 1);
    Path copy = copy();
    assertThat(WalCheck.damage(copy)).isEmpty();

    flip(copy, HEADER + 100);

    assertThat(WalCheck.damage(copy)).isPresent();
  }

  @Test
  void what_a_torn_transaction_left_behind_later_ones_is_no_damage() throws Exception {
    commitPages(2, 12);
    Path copy = copy();
    flip(copy, HEADER + (frames(copy) - 10) * FRAME + 1000);

    try (Connection recovered = connect(copy);
        Statement statement = recovered.createStatement()) {
      statement.execute("INSERT INTO texts VALUES ('small')");
      Path killed = copyOf(copy, "killed.db");

      assertThat(WalCheck.damage(killed)).isEmpty();
      assertThat(frames(killed)).isEqualTo(frames(origin));
    }
  }

  @Test
  void a_log_without_its_database_is_damage() throws Exception {
    commitPages(1);
    Path copy = copy();
    Files.write(copy, new byte[0]);

    assertThat(WalCheck.damage(copy)).isPresent();
  }

  @Test
  void a_log_of_which_no_more_than_the_header_is_there_is_sound() throws Exception {
    commitPages(1);
    Path copy = copy();

    for (int size : new int[] {1, HEADER - 1, HEADER, HEADER + 30}) {
      Files.write(wal(copy), Arrays.copyOf(Files.readAllBytes(wal(origin)), size));

      assertThat(WalCheck.damage(copy)).as("%d bytes", size).isEmpty();
    }
  }

  /** A transaction each, that writes at least so many pages. */
  private void commitPages(int... transactions) throws SQLException {
    for (int pages : transactions) {
      run("INSERT INTO texts VALUES ('" + "x".repeat(4000 * pages) + "')");
    }
  }

  private int pagesOfLast() throws Exception {
    int before = frames(origin);
    commitPages(1);
    return frames(origin) - before;
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path copy() throws IOException {
    return copyOf(origin, "copy.db");
  }

  private Path copyOf(Path database, String name) throws IOException {
    Path copy = directory.resolve(name);
    Files.write(copy, Files.readAllBytes(database));
    Files.write(wal(copy), Files.readAllBytes(wal(database)));
    return copy;
  }

  private static void flip(Path database, int at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(wal(database).toFile(), "rw")) {
      file.seek(at);
      int old = file.read();
      file.seek(at);
      file.write(old ^ 1);
    }
  }

  private static int frames(Path database) throws IOException {
    return (int) ((Files.size(wal(database)) - HEADER) / FRAME);
  }

  private static Path wal(Path database) {
    return database.resolveSibling(database.getFileName() + "-wal");
  }
}
