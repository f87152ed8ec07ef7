package dev.estiba.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyFileTest {

  @TempDir Path directory;
  private SealingKeyFile file;

  @BeforeEach
  void name_the_file() {
    file = new SealingKeyFile(directory.resolve("sealing.key"));
  }

  @Test
  void the_first_start_makes_a_key_and_later_ones_keep_it() throws Exception {
    String key = file.readOrMake();

    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    assertThat(file.readOrMake()).isEqualTo(key);
    assertThat(new SealingKeyFile(directory.resolve("other.key")).readOrMake()).isNotEqualTo(key);
  }

  @Test
  void only_the_owner_can_read_it_and_nothing_else_is_left() throws Exception {
    file.readOrMake();

    assertThat(permissions()).isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void a_file_that_others_can_read_is_told_and_narrowed() throws Exception {
    String key = file.readOrMake();
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));

    List<LogRecord> told = toldDuring(() -> assertThat(file.readOrMake()).isEqualTo(key));

    assertThat(permissions()).isEqualTo("rw-------");
    assertThat(told).hasSize(1);
    assertThat(told.get(0).getMessage())
        .contains(file.path().toString(), "Others could read")
        .doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "aHVudGVyMg=="})
  void a_damaged_file_is_told_and_not_shown_or_replaced(String content) throws Exception {
    Files.writeString(file.path(), content);

    assertThatThrownBy(() -> file.readOrMake())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining("Put the file back")
        .hasMessageNotContaining("hunter2");
    assertThat(Files.readString(file.path())).isEqualTo(content);
  }

  @Test
  void what_a_crash_left_aside_is_no_obstacle() throws Exception {
    Files.writeString(directory.resolve("sealing.key.new"), "half a");

    assertThat(file.readOrMake()).hasSize(44);
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()));
  }

  private interface Step {
    void run() throws IOException;
  }

  private static List<LogRecord> toldDuring(Step step) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(SealingKeyFile.class.getName());
    logger.addHandler(handler);
    try {
      step.run();
    } finally {
      logger.removeHandler(handler);
    }
    return records;
  }
}
