package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsTmpfs;
import dev.estiba.testing.Tmpfs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that runs full under an idle task hub, and is cleared. */
@NeedsTmpfs
class FullDiskProblemIT {

  @TempDir Path directory;

  @Test
  void a_full_disk_is_a_problem_until_there_is_room() throws Exception {
    Path disk = directory.resolve("disk");
    try (Tmpfs tmpfs = Tmpfs.mount(disk, 24);
        TaskHub hub = TaskHub.open(TaskHubOptions.of(disk.resolve("hub.db")), new TestExecutor())) {
      assertThat(hub.problem()).isEmpty();
      Path filler = disk.resolve("filler");
      fill(filler);

      // The log may still have some room of its own.
      String problem = "";
      for (int i = 0; i < 10_000 && problem.isEmpty(); i++) {
        problem = hub.problem().orElse("");
      }

      assertThat(problem).contains("disk is full", "has room");
      Files.delete(filler);
      assertThat(hub.problem()).isEmpty();
    }
  }

  /** To the last byte. */
  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }
}
