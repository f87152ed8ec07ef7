package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory, one process. */
final class DataDirectoryTest {

  @TempDir Path data;

  @Test
  void whoever_comes_second_writes_nothing() throws Exception {
    Path file = data.resolve("lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();

      assertThatThrownBy(() -> DataDirectory.open(data))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }

    assertThat(data).isDirectoryContaining(path -> path.equals(file));
    assertThat(data.toFile().list()).containsExactly("lock");
  }

  @Test
  void a_directory_that_could_not_be_opened_can_be_once_it_is_mended() throws Exception {
    Path id = Files.createDirectory(data.resolve("id"));
    assertThatThrownBy(() -> DataDirectory.open(data)).isInstanceOf(IOException.class);

    Files.delete(id);

    try (DataDirectory directory = DataDirectory.open(data)) {
      assertThat(directory.id()).hasSize(36);
    }
  }
}
