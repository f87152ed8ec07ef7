package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were cut short, or have a wrong byte: a task hub opens with all that it acknowledged,
 * or refuses and says which file it is. What a damaged log may lose is its last commit.
 */
class DamagedFilesIT {

  private static final long SEED = Long.getLong("estiba.faults.seed", System.nanoTime());
  private static final int WAL_HEADER = 32;
  private static final int FRAME = 24 + 4096;
  private static final int PAGE = 4096;

  private record Start(String id, long walSize) {}

  private final Random random = new Random(SEED);
  private final List<Start> starts = new ArrayList<>();

  @TempDir Path directory;

  private byte[] database;
  private byte[] wal;
  private byte[] closed;
  private int number;

  /** Files as a kill leaves them, with a log of many commits; and as a close leaves them. */
  @BeforeEach
  void makeFiles() throws IOException {
    Path file = directory.resolve("origin").resolve("hub.db");
    Path walFile = file.resolveSibling("hub.db-wal");
    try (TaskHub hub = open(file)) {
      for (int i = 0; i < 60; i++) {
        String id = hub.client().schedule(Voyages.start("v" + i, i % 5 * 2_500 + 10));
        starts.add(new Start(id, Files.size(walFile)));
      }
      database = Files.readAllBytes(file);
      wal = Files.readAllBytes(walFile);
    }
    closed = Files.readAllBytes(file);
    assertThat(wal).hasSizeGreaterThan(60 * FRAME);
  }

  @Test
  void a_log_that_was_cut_short_gives_all_commits_that_are_whole() throws IOException {
    TreeSet<Integer> cuts = new TreeSet<>();
    int frames = (wal.length - WAL_HEADER) / FRAME;
    for (int frame = frames; frame > Math.max(0, frames - 60); frame--) {
      cuts.add(WAL_HEADER + frame * FRAME);
      cuts.add(WAL_HEADER + frame * FRAME - 1 - random.nextInt(FRAME));
    }
    for (int i = 0; i < 60; i++) {
      cuts.add(random.nextInt(wal.length));
    }

    for (int cut : cuts) {
      Path file = files(database, Arrays.copyOf(wal, cut));
      try (TaskHub hub = open(file)) {
        for (Start start : starts) {
          if (start.walSize() <= cut) {
            assertThere(hub, start, "a cut at " + cut);
          }
        }
      }
    }
  }

  @Test
  void a_wrong_byte_in_the_log_is_refused_or_costs_the_last_commit_at_most() throws IOException {
    List<Start> before = starts.subList(0, starts.size() - 1);
    int refused = 0;
    int tried = 0;
    for (int at : walPositions()) {
      byte[] damaged = wal.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Optional<TaskHub> opened = openOrRefuse(files(database, damaged), "hub.db-wal");
      tried++;
      refused += opened.isPresent() ? 0 : 1;
      if (opened.isPresent()) {
        try (TaskHub hub = opened.get()) {
          before.forEach(start -> assertThere(hub, start, "a wrong byte at " + at));
        }
      }
    }

    System.out.printf("Wrong bytes in the log: %d, refused %d (seed %d)%n", tried, refused, SEED);
    assertThat(refused).isGreaterThan(tried / 2);
  }

  /** Every byte of the header, of some frames' headers, and any others. */
  private TreeSet<Integer> walPositions() {
    TreeSet<Integer> positions = new TreeSet<>();
    for (int i = 0; i < WAL_HEADER; i++) {
      positions.add(i);
    }
    int frames = (wal.length - WAL_HEADER) / FRAME;
    for (int frame : List.of(0, random.nextInt(frames), frames - 2, frames - 1)) {
      for (int i = 0; i < 24; i++) {
        positions.add(WAL_HEADER + frame * FRAME + i);
      }
    }
    for (int i = 0; i < 150; i++) {
      positions.add(random.nextInt(wal.length));
    }
    return positions;
  }

  @Test
  void a_file_that_was_cut_short_is_refused() throws IOException {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int page = PAGE; page < closed.length; page += PAGE) {
      cuts.add(page);
    }
    for (int i = 0; i < 100; i++) {
      cuts.add(1 + random.nextInt(closed.length - 1));
    }

    for (int cut : cuts) {
      Path file = files(Arrays.copyOf(closed, cut), new byte[0]);
      Optional<TaskHub> opened = openOrRefuse(file, "hub.db");
      opened.ifPresent(TaskHub::close);
      assertThat(opened).as("a cut at %d of %d", cut, closed.length).isEmpty();
    }
  }

  @Test
  void an_empty_file_with_a_log_is_refused_and_the_log_is_left_alone() throws IOException {
    Path file = files(new byte[0], wal);

    assertThat(openOrRefuse(file, "hub.db")).isEmpty();

    assertThat(file.resolveSibling("hub.db-wal")).hasBinaryContent(wal);
  }

  /** A row's own text is not protected: no more is promised than that none is missing. */
  @Test
  void a_wrong_byte_in_the_file_is_refused_or_no_instance_is_missing() throws IOException {
    TreeSet<Integer> positions = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      positions.add(i); // The file's header.
      positions.add(random.nextInt(8 * PAGE)); // The schema and the roots of the tables.
      positions.add(random.nextInt(closed.length));
    }

    int refused = 0;
    for (int at : positions) {
      byte[] damaged = closed.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Optional<TaskHub> opened = openOrRefuse(files(damaged, new byte[0]), "hub.db");
      refused += opened.isPresent() ? 0 : 1;
      if (opened.isPresent()) {
        try (TaskHub hub = opened.get()) {
          starts.forEach(start -> assertThere(hub, start, "a wrong byte at " + at));
        } catch (TaskHubException e) {
          refused++; // A table's or column's name: SQLite finds that it is not there.
        }
      }
    }

    System.out.printf(
        "Wrong bytes in the file: %d, refused %d (seed %d)%n", positions.size(), refused, SEED);
    assertThat(refused).isPositive();
  }

  @Test
  void a_status_that_there_is_not_is_told_as_damage() throws IOException {
    String text = new String(closed, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("PENDING");
    byte[] damaged = text.replace("PENDING", "PENDINO").getBytes(StandardCharsets.ISO_8859_1);

    try (TaskHub hub = open(files(damaged, new byte[0]))) {
      assertThatThrownBy(() -> starts.forEach(start -> hub.client().find(start.id())))
          .isInstanceOf(TaskHubException.class)
          .rootCause()
          .hasMessageContaining("PENDINO");
    }
  }

  private static void assertThere(TaskHub hub, Start start, String damage) {
    assertThat(hub.client().find(start.id()))
        .as(() -> start + " after " + damage + ", seed " + SEED)
        .isPresent();
  }

  private Path files(byte[] databaseBytes, byte[] walBytes) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("damaged" + number++));
    if (walBytes.length > 0) {
      Files.write(folder.resolve("hub.db-wal"), walBytes);
    }
    return Files.write(folder.resolve("hub.db"), databaseBytes);
  }

  private static TaskHub open(Path file) {
    return TaskHub.open(
        TaskHubOptions.of(file).withCloseTimeout(Duration.ofMillis(200)), new Voyages());
  }

  /** A refusal names the file and says what can be done. */
  private static Optional<TaskHub> openOrRefuse(Path file, String named) {
    try {
      return Optional.of(open(file));
    } catch (TaskHubException e) {
      assertThat(e).hasMessageContaining(named);
      assertThat(e.getMessage()).containsAnyOf("Put copies of the file", "Use the newer program");
      return Optional.empty();
    }
  }
}
