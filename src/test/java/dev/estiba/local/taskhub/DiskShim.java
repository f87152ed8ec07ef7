package dev.estiba.local.taskhub;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/**
 * What stands between one process and its disk: {@code src/test/c/diskshim.c}. It is told what to
 * do through memory that both share, and obeys at once.
 */
final class DiskShim {

  /** Of Linux. */
  enum Errno {
    NONE(0),
    EIO(5),
    EACCES(13),
    EMFILE(24),
    ENOSPC(28),
    EROFS(30);

    private final int number;

    Errno(int number) {
      this.number = number;
    }
  }

  enum Call {
    WRITE(1),
    SYNC(2);

    private final int number;

    Call(int number) {
      this.number = number;
    }
  }

  enum File {
    DATABASE(1),
    WAL(2),
    ACKNOWLEDGEMENTS(4);

    private final int number;

    File(int number) {
      this.number = number;
    }
  }

  private static final int SIZE = 9 * Integer.BYTES;

  private final Path directory;
  private final Path library;
  private final Path log;
  private final Path control;
  private final MappedByteBuffer shared;

  private DiskShim(Path directory, Path scratch) throws IOException, InterruptedException {
    this.directory = directory.toRealPath();
    this.library = compile(scratch);
    this.log = scratch.resolve("disk.log");
    this.control = scratch.resolve("disk.control");
    Files.write(control, new byte[SIZE]);
    try (FileChannel channel =
        FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      shared.order(ByteOrder.nativeOrder());
    }
  }

  /**
   * @param directory of the files that it watches
   * @param scratch a directory elsewhere, for its own
   */
  static DiskShim over(Path directory, Path scratch) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return new DiskShim(directory, Files.createDirectories(scratch));
  }

  private static Path compile(Path scratch) throws IOException, InterruptedException {
    Path project = Path.of(Objects.requireNonNullElse(System.getProperty("estiba.project"), ""));
    Path library = scratch.resolve("diskshim.so");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                project.resolve("src/test/c/diskshim.c").toString(),
                "-ldl",
                "-lpthread")
            .inheritIO()
            .start();
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc could not compile diskshim.c");
    }
    return library;
  }

  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "DISK_ROOT", directory.toString(),
        "DISK_CONTROL", control.toString());
  }

  Map<String, String> environmentWithLog() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "DISK_ROOT", directory.toString(),
        "DISK_CONTROL", control.toString(),
        "DISK_LOG", log.toString());
  }

  Path log() {
    return log;
  }

  void failWrites(Errno errno) {
    set(0, errno.number);
  }

  void failSyncs(Errno errno) {
    set(1, errno.number);
  }

  void failOpens(Errno errno) {
    set(2, errno.number);
  }

  void delaySyncs(int millis) {
    set(3, millis);
  }

  /** The process kills itself around the n-th such call from now on; n from 1. */
  void killBefore(Call call, File file, int n) {
    killAt(call, file, false, n);
  }

  void killAfter(Call call, File file, int n) {
    killAt(call, file, true, n);
  }

  private void killAt(Call call, File file, boolean after, int n) {
    set(5, file.number);
    set(6, after ? 1 : 0);
    set(7, n);
    set(4, call.number);
  }

  void killNever() {
    set(4, 0);
  }

  /** How many calls were made to fail. */
  int faults() {
    return shared.getInt(8 * Integer.BYTES);
  }

  private void set(int index, int value) {
    shared.putInt(index * Integer.BYTES, value);
    VarHandle.fullFence();
  }
}
