package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.taskhub.DiskShim.Errno;
import dev.estiba.testing.NeedsGcc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The disk fails under a task hub at work, and comes back. Callers are told why, nothing that was
 * acknowledged is lost, and the work goes on by itself.
 */
@NeedsGcc
class DiskFaultIT {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private Path database;
  private DiskShim shim;

  @BeforeEach
  void prepare() throws Exception {
    database = directory.resolve("hub").resolve("hub.db");
    shim = DiskShim.over(database.getParent(), directory.resolve("shim"));
  }

  private record Fault(String name, String told, Consumer<DiskShim> begin, Consumer<DiskShim> end) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
            writes("a full disk", Errno.ENOSPC, "full"),
            writes("a disk that fails to write", Errno.EIO, "I/O error"),
            writes("a disk that is read-only now", Errno.EROFS, "I/O error"),
            new Fault(
                "a disk that fails to force",
                "I/O error",
                shim -> shim.failSyncs(Errno.EIO),
                shim -> shim.failSyncs(Errno.NONE)))
        .map(Arguments::of);
  }

  private static Fault writes(String name, Errno errno, String told) {
    return new Fault(
        name, told, shim -> shim.failWrites(errno), shim -> shim.failWrites(Errno.NONE));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_told_and_the_work_goes_on_when_it_is_over(Fault fault) throws Exception {
    try (HubProcess process = load("2")) {
      HubLoad load = new HubLoad(process, database);
      load.awaitMore(Ledger.Kind.ENDED, 3);
      for (int round = 0; round < 2; round++) {
        fault.begin().accept(shim);
        load.awaitFailure();
        fault.end().accept(shim);
        load.awaitMore(Ledger.Kind.ENDED, 3);
      }
      process.finish();
      assertThat(process.errors()).contains(fault.told());
    }

    assertThat(Ledger.read(database))
        .filteredOn(entry -> entry.kind() == Ledger.Kind.REFUSED)
        .allSatisfy(entry -> assertThat(entry.detail()).contains("Tried to"));
    assertThat(shim.faults()).isPositive();
    HubLoad.assertEndsWell(database);
  }

  @Test
  void a_hub_at_work_needs_no_more_files_than_it_has_open() throws Exception {
    try (HubProcess process =
        HubProcess.start(
            directory.resolve("scratch"),
            List.of("sh", "-c", "ulimit -n 400; exec \"$@\"", "sh"),
            Map.of(),
            "load",
            "2",
            "x",
            database.toString())) {
      HubLoad load = new HubLoad(process, database);
      load.awaitMore(Ledger.Kind.ENDED, 3);
      process.tell(HubCommands.EXHAUST_FILES);
      load.awaitMore(Ledger.Kind.ENDED, 20);
      process.tell(HubCommands.RELEASE_FILES);
      load.awaitMore(Ledger.Kind.ENDED, 3);
      process.finish();
    }

    HubLoad.assertEndsWell(database);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_hub_that_cannot_open_its_files_says_which_and_why(Errno errno) throws Exception {
    shim.failOpens(errno);

    try (HubProcess process = load("1")) {
      assertThat(process.awaitEnd()).isEqualTo(1);
      assertThat(process.errors())
          .contains("TaskHubException: Tried to ")
          .contains(database.toString());
    }

    shim.failOpens(Errno.NONE);
    try (HubProcess process = load("1")) {
      new HubLoad(process, database).awaitMore(Ledger.Kind.ENDED, 1);
      process.finish();
    }
    HubLoad.assertEndsWell(database);
  }

  static Stream<Errno> refusals() {
    return Stream.of(Errno.EMFILE, Errno.EACCES, Errno.EROFS, Errno.EIO);
  }

  private HubProcess load(String callers) throws IOException {
    return HubProcess.start(
        directory.resolve("scratch"),
        shim.environment(),
        "load",
        callers,
        "x" + System.nanoTime(),
        database.toString());
  }
}
