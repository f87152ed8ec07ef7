package dev.estiba.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.azure.runtime.LogQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogArchiveTest {

  private static final LogKey KEY = new LogKey("instance", 1, "main");
  private static final String T1 = "2026-01-01T00:00:01.000000001Z ";
  private static final String T2 = "2026-01-01T00:00:02.5Z ";
  private static final String T3 = "2026-01-01T00:00:03Z ";
  private static final String T4 = "2026-01-01T00:00:04+00:00 ";

  private static final String GAP =
      "[estiba] Gap 1: lines may be missing here. Azure dropped them, or the container was started"
          + " again, before they could be fetched.\n";

  @TempDir private Path directory;
  private LogArchive archive;

  @BeforeEach
  void open() {
    archive = new LogArchive(new DirectoryLogStore(directory), LogWindow.AZURE);
  }

  @Test
  void fetches_that_overlap_keep_each_line_once() throws Exception {
    append(T1 + "one\n" + T2 + "two\n", false);

    int added = append(T1 + "one\n" + T2 + "two\n" + T3 + "three\n", false);

    assertThat(added).isEqualTo(1);
    assertThat(text()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void a_fetch_repeated_changes_nothing() throws Exception {
    String fetch = T1 + "one\n" + T2 + "two\n";
    append(fetch, false);

    assertThat(append(fetch, false)).isZero();
    assertThat(append("", true)).isZero();

    assertThat(text()).isEqualTo("one\ntwo\n");
  }

  @Test
  void equal_lines_at_different_times_are_different_lines() throws Exception {
    append(T1 + "tick\n", false);

    append(T1 + "tick\n" + T2 + "tick\n" + T3 + "tick\n", false);

    assertThat(text()).isEqualTo("tick\ntick\ntick\n");
  }

  @Test
  void equal_lines_at_the_same_time_are_counted() throws Exception {
    append(T1 + "a\n" + T2 + "tick\n" + T2 + "tick\n", false);

    append(T1 + "a\n" + T2 + "tick\n" + T2 + "tick\n" + T2 + "tick\n" + T3 + "z\n", false);

    assertThat(text()).isEqualTo("a\ntick\ntick\ntick\nz\n");
  }

  @Test
  void lines_whose_times_go_back_a_little_are_kept_once_and_in_order() throws Exception {
    append(T1 + "a\n" + T3 + "err\n" + T2 + "out\n", false);

    append(T1 + "a\n" + T3 + "err\n" + T2 + "out\n" + T2 + "late\n", false);

    assertThat(text()).isEqualTo("a\nerr\nout\nlate\n");
  }

  @Test
  void a_fetch_that_no_longer_reaches_back_adds_what_is_later_and_marks_the_gap() throws Exception {
    append(T1 + "one\n", false);

    append(T2 + "two\n" + T3 + "three\n", false);

    assertThat(text()).isEqualTo("one\n" + GAP + "two\nthree\n");
    assertThat(archive.gaps(KEY)).isEqualTo(1);
  }

  @Test
  void a_fetch_that_reaches_back_leaves_no_gap() throws Exception {
    append(T1 + "one\n" + T1 + "two\n" + T2 + "three\n", false);

    append(T1 + "two\n" + T2 + "three\n" + T3 + "four\n", true);

    assertThat(text()).isEqualTo("one\ntwo\nthree\nfour\n");
    assertThat(archive.gaps(KEY)).isZero();
  }

  @Test
  void the_rest_of_a_line_that_azure_cut_is_no_line() throws Exception {
    append(T1 + "one\n" + T1 + "two\n" + T2 + "three\n", false);

    append(T1.substring(7) + "two\n" + T2 + "three\n" + T3 + "four\n", false);
    append("ree\n" + T3 + "four\nrest of four\n" + T3 + "five\n", false);
    append("of a line\nand more of it\n" + T4 + "nine\n", false);

    assertThat(text()).isEqualTo("one\ntwo\nthree\nfour\nrest of four\nfive\n" + GAP + "nine\n");
  }

  @Test
  void a_character_that_azure_cut_is_no_new_line_either() throws Exception {
    append(T1 + "un año\n" + T2 + "two\n", false);

    append("\ufffdo\n" + T2 + "two\n" + T3 + "three\n", false);

    assertThat(text()).isEqualTo("un año\ntwo\nthree\n");
  }

  @Test
  void only_one_line_in_both_may_be_a_repeated_one_and_proves_nothing() throws Exception {
    append(T1 + "one\n" + T2 + "tick\n", false);

    append(T2 + "tick\n" + T3 + "three\n", false);

    assertThat(text()).isEqualTo("one\ntick\n" + GAP + "three\n");
  }

  @Test
  void a_container_that_was_started_again_adds_its_lines_after_a_gap() throws Exception {
    append(T1 + "one\n" + T2 + "two\n", false);

    append(T3 + "one\n" + T4 + "two\n", true);

    assertThat(text()).isEqualTo("one\ntwo\n" + GAP + "one\ntwo\n");
  }

  @ParameterizedTest
  @CsvSource({"442, true", "400, false", "1000, true", "999, false"})
  void a_first_fetch_as_large_as_azure_keeps_of_an_ended_container_begins_with_a_gap(
      int lines, boolean gap) throws Exception {
    String line = lines < 900 ? "12345\n" : "x\n";
    String fetched = (T1 + line).repeat(lines);

    append(fetched, true);

    assertThat(archive.gaps(KEY)).isEqualTo(gap ? 1 : 0);
    assertThat(text()).startsWith(gap ? GAP : line).hasLineCount(lines);
  }

  @Test
  void a_log_that_never_had_times_is_kept_too() throws Exception {
    append("a\nb\na\n", false);

    append("a\nb\na\na\nc\n", false);
    append("b\na\na\nc\nd\n", true);

    assertThat(text()).isEqualTo("a\nb\na\na\nc\nd\n");
  }

  @Test
  void the_rest_of_a_line_that_was_kept_too_early_is_a_gap() throws Exception {
    append(T1 + "one\n" + T2 + "progress 50", true);

    append(T1 + "one\n" + T2 + "progress 50 100", true);
    append(T1 + "one\n" + T2 + "progress 50 100", true);
    append(T1 + "one\n" + T2 + "progress 50 100\n" + T3 + "done", true);
    append(T1 + "one\n" + T2 + "progress 50 100\n" + T3 + "done\n", true);

    assertThat(text()).isEqualTo("one\nprogress 50\n" + GAP + "done\n");
  }

  @Test
  void carriage_returns_and_zeros_stay() throws Exception {
    String fetched = T1 + "a\r\n" + T2 + "10%\r20%\r\n" + T3 + "\u0000\n";
    append(fetched, false);

    append(fetched, true);

    assertThat(text()).isEqualTo("a\r\n10%\r20%\r\n\u0000\n");
  }

  @Test
  void a_fetch_that_somebody_overtook_is_told_to_be_made_again() throws Exception {
    long before = archive.length(KEY);
    append(T1 + "one\n", false);

    assertThat(archive.append(KEY, before, T1 + "one\n", false))
        .isInstanceOf(Appended.Outdated.class);

    assertThat(text()).isEqualTo("one\n");
  }

  @Test
  void any_number_may_collect_at_the_same_time() throws Exception {
    StringBuffer log = new StringBuffer();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> collectors =
        IntStream.range(0, 4).mapToObj(i -> new Thread(() -> collect(log, ended))).toList();

    collectors.forEach(Thread::start);
    for (int i = 0; i < 5000; i++) {
      log.append(Instant.EPOCH.plusNanos(1000 + i)).append(" ::output i=").append(i).append('\n');
    }
    ended.set(true);
    for (Thread collector : collectors) {
      collector.join();
    }

    assertThat(archive.read(KEY, 0, 1_000_000, true).text()).isEqualTo(log.toString());
    assertThat(archive.summary(KEY))
        .isEqualTo(new LogSummary(false, 0, Map.of("i", "4999"), List.of()));
  }

  private void collect(StringBuffer log, AtomicBoolean ended) {
    try {
      boolean last;
      do {
        last = ended.get();
        long length = archive.length(KEY);
        Appended appended = archive.append(KEY, length, log.toString(), false);
        last &= appended instanceof Appended.Kept;
      } while (!last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_last_line_that_may_still_grow_waits_for_the_end() throws Exception {
    append(T1 + "one\n" + T2 + "progress 50", false);
    assertThat(text()).isEqualTo("one\n");

    append(T1 + "one\n" + T2 + "progress 50 100", true);

    assertThat(text()).isEqualTo("one\nprogress 50 100\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one\ntwo\nend", "one\ntwo\nend of all"})
  void a_look_after_the_end_adds_nothing_though_the_last_line_has_no_line_feed(String later)
      throws Exception {
    append(timed("one\ntwo\nend"), true);

    assertThat(append(timed(later), false)).isZero();
    assertThat(append(timed(later).substring(5), false)).isZero();

    assertThat(text()).isEqualTo("one\ntwo\nend\n");
    assertThat(archive.gaps(KEY)).isZero();
  }

  @Test
  void a_look_after_the_end_adds_nothing_to_a_marked_gap_either() throws Exception {
    append(T1 + "one\n" + T2 + "progress 50", true);
    append(T1 + "one\n" + T2 + "progress 50 100", true);

    assertThat(append(T1 + "one\n" + T2 + "progress 50 100", false)).isZero();

    assertThat(text()).isEqualTo("one\nprogress 50\n" + GAP);
  }

  private static String timed(String threeLines) {
    String[] lines = threeLines.split("\n");
    return T1 + lines[0] + "\n" + T2 + lines[1] + "\n" + T3 + lines[2];
  }

  @Test
  void lines_without_a_time_belong_to_the_line_before() throws Exception {
    append(T1 + "one\n  at two\n" + T3 + "three\n", false);

    append(T1 + "one\n  at two\n" + T3 + "three\n", true);

    assertThat(text()).isEqualTo("one\n  at two\nthree\n");
  }

  @Test
  void times_are_told_on_request() throws Exception {
    append(T1 + "one\n", false);

    assertThat(archive.read(KEY, 0, 1000, true).text()).isEqualTo(T1 + "one\n");
  }

  @Test
  void the_window_of_the_local_azure_is_the_one_that_it_has() {
    assertThat(LogWindow.LOCAL_AZURE.runningBytes()).containsExactly(LogQuery.MAX_BYTES);
  }

  @Test
  void a_reader_goes_on_where_it_stopped_and_sees_whole_lines() throws Exception {
    append(T1 + "one\n" + T2 + "two\n", false);

    LogRange first = archive.read(KEY, 0, 40, false);
    LogRange second = archive.read(KEY, first.nextOffset(), 1000, false);
    LogRange third = archive.read(KEY, second.nextOffset(), 1000, false);

    assertThat(first.text()).isEqualTo("one\n");
    assertThat(first.atEnd()).isFalse();
    assertThat(second.text()).isEqualTo("two\n");
    assertThat(second.atEnd()).isTrue();
    assertThat(third.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200_000, 3_000_000})
  void long_lines_are_read_and_kept_once(int length) throws Exception {
    String line = "x".repeat(length);
    append(T1 + "a\n" + T2 + line + "\n", false);

    append(T1 + "a\n" + T2 + line + "\n" + T3 + "z\n", true);

    assertThat(text()).isEqualTo("a\n" + line + "\nz\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "..", "a/b", "Ünïcode", "a\u0000b", "A", "a"})
  void every_instance_id_has_a_file_of_its_own_below_the_directory(String id) throws Exception {
    LogKey key = new LogKey(id, 1, "main");

    archive.append(key, 0, T1 + "one\n", true);

    assertThat(archive.read(key, 0, 1000, false).text()).isEqualTo("one\n");
    assertThat(directory).isDirectoryRecursivelyContaining("glob:**/1/main.log");
    assertThat(archive.length(new LogKey(id + "x", 1, "main"))).isZero();
  }

  private int append(String fetched, boolean ended) throws Exception {
    Appended appended = archive.append(KEY, archive.length(KEY), fetched, ended);
    return ((Appended.Kept) appended).lines();
  }

  private String text() throws Exception {
    StringBuilder text = new StringBuilder();
    long offset = 0;
    LogRange range;
    do {
      range = archive.read(KEY, offset, 64 * 1024, false);
      text.append(range.text());
      offset = range.nextOffset();
    } while (!range.atEnd());
    return text.toString();
  }
}
