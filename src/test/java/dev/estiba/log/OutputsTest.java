package dev.estiba.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputsTest {

  private static final LogKey KEY = new LogKey("instance", 1, "main");

  @TempDir private Path directory;
  private LogArchive archive;
  private String log = "";
  private int lines;

  @BeforeEach
  void open() {
    archive = new LogArchive(new DirectoryLogStore(directory), LogWindow.LOCAL_AZURE);
  }

  @Test
  void the_last_value_of_a_name_wins() throws Exception {
    keep("::output a=1", "::output b=x y = z", "::output a=2");
    keep("::output a=3\r", "::output empty=");

    assertThat(outputs())
        .containsExactly(Map.entry("a", "3"), Map.entry("b", "x y = z"), Map.entry("empty", ""));
    assertThat(archive.summary(KEY).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ::output a=1",
        "say ::output a=1",
        "::outputs a=1",
        "::OUTPUT a=1",
        "::output",
        "::output\ta=1"
      })
  void other_lines_are_no_outputs(String line) throws Exception {
    keep(line);

    assertThat(outputs()).isEmpty();
    assertThat(archive.summary(KEY).warnings()).isEmpty();
  }

  @Test
  void the_rest_of_a_long_line_is_no_output() throws Exception {
    keep("a long line\n::output a=1");

    assertThat(outputs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9a=1", "a", "=1", "a b=1", "ñ=1", "-a=1", " a=1"})
  void a_bad_name_is_told_and_not_taken(String assignment) throws Exception {
    keep("::output " + assignment, "::output good=1");

    assertThat(outputs()).containsExactly(Map.entry("good", "1"));
    assertThat(archive.summary(KEY).warnings())
        .singleElement()
        .asString()
        .startsWith("'::output " + assignment + "' is not taken as an output: write ");
  }

  @Test
  void names_have_at_most_64_characters() throws Exception {
    String longest = "_" + "a.-9".repeat(15) + "zzz";

    keep("::output " + longest + "=1", "::output " + longest + "z=2");

    assertThat(outputs()).containsExactly(Map.entry(longest, "1"));
    assertThat(archive.summary(KEY).warnings()).hasSize(1);
  }

  @Test
  void there_are_at_most_64_outputs() throws Exception {
    keep(IntStream.range(0, 70).mapToObj(i -> "::output n" + i + "=" + i).toArray(String[]::new));
    keep("::output n0=new");

    assertThat(outputs()).hasSize(64).containsEntry("n0", "new").doesNotContainKey("n64");
    assertThat(archive.summary(KEY).warnings())
        .containsExactly(
            "A task may have 64 outputs; not taken: n64, n65, n66, n67, n68 and others");
  }

  @Test
  void outputs_have_at_most_32_kilobytes_in_all() throws Exception {
    String half = "ñ".repeat(8 * 1024);

    keep("::output a=" + half, "::output b=" + half, "::output c=small");
    keep("::output d=" + "x".repeat(3_000_000));

    assertThat(outputs()).containsOnlyKeys("a", "c");
    assertThat(archive.summary(KEY).warnings())
        .containsExactly("The outputs of a task may have 32768 bytes in all; not taken: b, d");
  }

  @Test
  void values_that_fill_32_kilobytes_exactly_are_taken() throws Exception {
    keep("::output a=" + "x".repeat(32 * 1024 - 2), "::output b=");

    assertThat(outputs()).containsOnlyKeys("a", "b");
    keep("::output a=" + "x".repeat(32 * 1024 - 1));
    assertThat(outputs()).containsOnlyKeys("a");
  }

  @Test
  void many_warnings_are_few() throws Exception {
    keep(IntStream.range(0, 1000).mapToObj(i -> "::output " + i).toArray(String[]::new));

    assertThat(archive.summary(KEY).warnings())
        .hasSize(6)
        .last()
        .asString()
        .startsWith("Other such lines");
  }

  @Test
  void a_note_of_what_a_crash_kept_from_the_log_does_not_count() throws Exception {
    keep("::output a=1");
    long length = archive.length(KEY);
    try {
      LogStore dying = new DyingLogStore(directory, 2, 0);
      archive = new LogArchive(dying, LogWindow.LOCAL_AZURE);
      keep("::output a=2", "::output b=2");
    } catch (DyingLogStore.Died e) {
      open();
    }

    assertThat(archive.length(KEY)).isEqualTo(length);
    assertThat(directory.resolve(KEY.path() + ".outputs")).content().contains(" b\n");
    assertThat(outputs()).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void a_marked_gap_is_no_output_and_takes_none_away() throws Exception {
    keep("::output a=1");
    log = "";
    keep("::output b=2");

    assertThat(archive.gaps(KEY)).isEqualTo(1);
    assertThat(outputs()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(Files.readString(directory.resolve(KEY.path()))).contains("[estiba] Gap 1");
  }

  private void keep(String... texts) throws Exception {
    log +=
        IntStream.range(0, texts.length)
            .mapToObj(i -> Instant.EPOCH.plusNanos(1 + lines + i) + " " + texts[i] + "\n")
            .collect(Collectors.joining());
    lines += texts.length;
    archive.append(KEY, archive.length(KEY), log, false);
  }

  private Map<String, String> outputs() throws Exception {
    return archive.summary(KEY).outputs();
  }
}
