package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsGcc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes long over every force. */
@NeedsGcc
@Tag("slow")
class SlowDiskIT {

  @TempDir Path directory;

  /** The process has 128 MB: what waits for the disk must not pile up in there. */
  @Test
  void a_slow_disk_loses_no_answer_and_makes_no_activity_run_twice() throws Exception {
    Path database = directory.resolve("hub").resolve("hub.db");
    DiskShim shim = DiskShim.over(database.getParent(), directory.resolve("shim"));
    try (HubProcess process =
        HubProcess.start(
            directory.resolve("scratch"),
            shim.environment(),
            "load",
            "32",
            "x",
            database.toString())) {
      HubLoad load = new HubLoad(process, database);
      load.awaitMore(Ledger.Kind.ENDED, 32);
      for (int millis : List.of(100, 1_000, 300)) {
        shim.delaySyncs(millis);
        load.awaitMore(Ledger.Kind.SCHEDULED, 33);
      }
      shim.delaySyncs(0);
      load.awaitMore(Ledger.Kind.ENDED, 32);
      process.finish();
    }

    List<Ledger.Entry> entries = Ledger.read(database);
    assertThat(Ledger.ids(entries, Ledger.Kind.REFUSED)).isEmpty();
    assertThat(Ledger.ids(entries, Ledger.Kind.ENDED))
        .isEqualTo(Ledger.ids(entries, Ledger.Kind.SCHEDULED));
    assertThat(entries).contains(new Ledger.Entry(Ledger.Kind.TOLD, "repeated", "0"));
    HubLoad.assertEndsWell(database);
  }
}
