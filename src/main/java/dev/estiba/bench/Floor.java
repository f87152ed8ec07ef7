package dev.estiba.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What this disk can do: records of 1 kB that are each on it before the next is written, by one
 * thread alone, and by one writer for 64 threads that wait for theirs. No durable engine is faster
 * than that with one commit per step.
 */
final class Floor implements Workload {

  static final String NAME = "floor";
  static final String ALONE = "alone, preallocated";

  static final int RECORD_BYTES = 1_000;
  private static final int WRITERS = 64;
  private static final int PREALLOCATED_BYTES = 64 << 20;
  private static final Duration WARM_UP = Duration.ofMillis(200);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Bench bench) throws Exception {
    Path folder = bench.fresh(NAME);
    ClosedLoop loop = new ClosedLoop(WARM_UP, bench.pace().floorTime());
    alone(bench, loop, folder.resolve("growing"), false, "alone, growing");
    alone(bench, loop, folder.resolve("preallocated"), true, ALONE);
    grouped(bench, loop, folder.resolve("growing"), false, "64 in groups, growing");
    grouped(bench, loop, folder.resolve("preallocated"), true, "64 in groups, preallocated");
    Bench.delete(folder);
  }

  /** Once more when all is done: whether the disk has been the same all the time. */
  static void again(Bench bench) throws Exception {
    Path folder = bench.fresh(NAME);
    ClosedLoop loop = new ClosedLoop(WARM_UP, bench.pace().floorTime());
    alone(bench, loop, folder.resolve("preallocated"), true, ALONE + ", at the end");
    Bench.delete(folder);
  }

  private static void alone(
      Bench bench, ClosedLoop loop, Path file, boolean preallocated, String point)
      throws Exception {
    try (FileChannel channel = open(file, preallocated)) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
      ClosedLoop.Operation append =
          () -> {
            append(channel, bytes.clear(), preallocated);
            channel.force(false);
          };
      bench.measured(NAME, Report.DISK, point, loop.run(1, append));
    }
  }

  private static void grouped(
      Bench bench, ClosedLoop loop, Path file, boolean preallocated, String point)
      throws Exception {
    try (FileChannel channel = open(file, preallocated);
        GroupedWriter writer =
            new GroupedWriter(
                bytes -> {
                  append(channel, bytes, preallocated);
                  channel.force(false);
                })) {
      bench.measured(NAME, Report.DISK, point, loop.run(WRITERS, writer::append));
    }
  }

  private static FileChannel open(Path file, boolean preallocated) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    if (preallocated) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(PREALLOCATED_BYTES);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
      channel.position(0);
    }
    return channel;
  }

  /** At the end of a preallocated file it begins anew, as a log that is reused does. */
  private static void append(FileChannel channel, ByteBuffer bytes, boolean preallocated)
      throws IOException {
    if (preallocated && channel.position() + bytes.remaining() > PREALLOCATED_BYTES) {
      channel.position(0);
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
