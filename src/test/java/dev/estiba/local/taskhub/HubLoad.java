package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link HubProcess} under load, as seen in its ledger. */
record HubLoad(HubProcess process, Path database) {

  /** Waits for so many more answers of a kind. */
  void awaitMore(Ledger.Kind kind, int more) {
    long enough = count(kind) + more;
    Oracle.until(
        () -> {
          assertThat(process.isAlive()).as("the process is alive").isTrue();
          return count(kind) >= enough;
        },
        () -> more + " more that are " + kind);
  }

  /**
   * Waits until the process has logged once more that it could not write. Callers need not have
   * been refused: those who wait for the end of an instance just wait longer.
   */
  void awaitFailure() {
    long before = failures();
    Oracle.until(() -> failures() > before, () -> "a failure to be told of");
  }

  private long failures() {
    try {
      return process.errors().lines().filter(line -> line.contains("Tried to commit")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(Ledger.Kind kind) {
    try {
      String line = kind + "\t";
      Path file = Ledger.beside(database);
      return Files.exists(file)
          ? Files.readString(file).lines().filter(text -> text.startsWith(line)).count()
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After its end: all that it acknowledged is there, and all is finished. */
  static void assertEndsWell(Path database) throws IOException {
    List<Ledger.Entry> entries = Ledger.read(database);
    try (TaskHub hub = TaskHub.open(TaskHubOptions.of(database), new Voyages())) {
      Ledger.assertKept(hub.client(), entries);
      assertThat(Oracle.finish(hub, entries)).isPositive();
    }
  }
}
