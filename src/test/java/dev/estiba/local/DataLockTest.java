package dev.estiba.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

  @TempDir private Path parent;

  @Test
  void one_holds_the_folder_and_says_where_it_answers() throws Exception {
    Path data = parent.resolve("data");
    DataLock.Holder holder = new DataLock.Holder(URI.create("http://127.0.0.1:7071"), "process");

    try (DataLock lock = DataLock.tryAcquire(data).orElseThrow()) {
      lock.announce(holder);

      assertThat(DataLock.tryAcquire(data)).isEmpty();
      assertThat(DataLock.holder(data)).contains(holder);
    }

    assertThat(DataLock.holder(data)).isEmpty();
    DataLock.tryAcquire(data).orElseThrow().close();
  }

  @Test
  void a_new_folder_is_for_its_owner_only() throws Exception {
    Path data = parent.resolve("a").resolve("data");

    DataLock.tryAcquire(data).orElseThrow().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }
}
