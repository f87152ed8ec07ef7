package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTimesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path directory;
  private ProcessFiles files;
  private Instant now = NOON;
  private LogTimes times;

  @BeforeEach
  void open() {
    files = new ProcessFiles(directory);
    times = new LogTimes(files, () -> now);
  }

  private void write(String text, Instant at) throws Exception {
    Files.writeString(files.log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    now = at;
    times.mark();
  }

  private List<Instant> timesOf(long... offsets) throws Exception {
    List<Instant> all = new ArrayList<>();
    LogTimes.Reader reader = times.reader();
    for (long offset : offsets) {
      all.add(reader.timeOf(offset));
    }
    return all;
  }

  @Test
  void a_line_has_the_time_at_which_it_was_seen() throws Exception {
    write("a\n", NOON);
    write("b\nc\n", NOON.plusSeconds(1));

    assertThat(timesOf(0, 2, 4))
        .containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(1).plusNanos(2));
  }

  @Test
  void times_grow_strictly_though_the_clock_goes_back() throws Exception {
    write("a\nb\n", NOON);
    write("c\n", NOON.minusSeconds(60));

    assertThat(timesOf(0, 2, 4)).isSorted().doesNotHaveDuplicates().startsWith(NOON);
  }

  @Test
  void a_new_process_tells_the_same_times_and_goes_on_over_a_torn_mark() throws Exception {
    write("a\n", NOON);
    Files.write(files.logTimes(), new byte[7], StandardOpenOption.APPEND);

    times = new LogTimes(files, () -> now);
    write("b\n", NOON.plusSeconds(5));

    assertThat(timesOf(0, 2)).containsExactly(NOON, NOON.plusSeconds(5));
  }
}
