package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsTmpfs;
import dev.estiba.testing.Tmpfs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that runs full under a task hub at work, and is cleared. */
@NeedsTmpfs
class FullDiskIT {

  @TempDir Path directory;

  @Test
  void a_full_disk_is_told_and_the_work_goes_on_when_there_is_room() throws Exception {
    Path disk = directory.resolve("disk");
    try (Tmpfs tmpfs = Tmpfs.mount(disk, 24)) {
      Path database = disk.resolve("hub.db");
      Files.createSymbolicLink(Ledger.beside(database), directory.resolve("hub.acks"));
      Path filler = disk.resolve("filler");
      try (HubProcess process =
          HubProcess.start(
              directory.resolve("scratch"), Map.of(), "load", "3", "x", database.toString())) {
        HubLoad load = new HubLoad(process, database);
        load.awaitMore(Ledger.Kind.ENDED, 3);
        for (int round = 0; round < 2; round++) {
          fill(filler);
          load.awaitFailure();
          Files.delete(filler);
          load.awaitMore(Ledger.Kind.ENDED, 3);
        }
        process.finish();
        assertThat(process.errors()).contains("disk is full");
      }
      HubLoad.assertEndsWell(database);
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
