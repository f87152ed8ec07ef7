package dev.estiba.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLogStoreTest extends LogStoreContract {

  @TempDir private Path directory;

  @Override
  LogStore store() {
    return new DirectoryLogStore(directory);
  }

  @Test
  void a_line_that_a_crash_cut_is_removed_before_the_next_append() throws Exception {
    Files.writeString(directory.resolve("a.log"), "whole\ncu");

    long length = store().length("a.log");

    assertThat(length).isEqualTo(6);
    assertThat(store().append("a.log", length, "cut\n".getBytes(UTF_8))).isTrue();
    assertThat(directory.resolve("a.log")).content().isEqualTo("whole\ncut\n");
  }

  @Test
  void a_cut_line_of_any_length_is_removed() throws Exception {
    String cut = "x".repeat(300_000);
    Files.writeString(directory.resolve("a.log"), "whole\n" + cut);
    Files.writeString(directory.resolve("b.log"), cut);

    assertThat(store().length("a.log")).isEqualTo(6);
    assertThat(store().length("b.log")).isZero();
    assertThat(directory.resolve("a.log")).content().isEqualTo("whole\n");
  }
}
