package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When each line of a log file was written, as seen by whoever watches the file grow. A mark says
 * "up to this offset the file had grown at that time". A line's time is that of the first mark
 * beyond its first byte, plus one nanosecond for each byte between the mark before and the line: so
 * times grow strictly, and never change once told, over restarts too. Lines written while nobody
 * watched get the time of the file's last change. Thread-safe.
 */
final class LogTimes {

  private static final int MARK = 2 * Long.BYTES;

  private final Path log;
  private final Path times;
  private final InstantSource clock;
  private boolean closed;

  LogTimes(ProcessFiles files, InstantSource clock) {
    this.log = files.log();
    this.times = files.logTimes();
    this.clock = clock;
  }

  /** Called when the file may have grown just now. */
  synchronized void mark() throws IOException {
    mark(clock.instant());
  }

  /** Called when the file may have grown while nobody watched. */
  synchronized void markUnwatched() throws IOException {
    if (Files.exists(log)) {
      mark(Files.getLastModifiedTime(log).toInstant());
    }
  }

  /** Writes nothing any more: the directory is about to be deleted. */
  synchronized void close() {
    closed = true;
  }

  private void mark(Instant at) throws IOException {
    if (closed || !Files.exists(log)) {
      return;
    }
    long end = Files.size(log);
    try (FileChannel channel =
        FileChannel.open(
            times, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long marks = channel.size() / MARK;
      ByteBuffer last = read(channel, marks - 1);
      long lastEnd = last.getLong(0);
      if (end <= lastEnd) {
        return;
      }
      long earliest = last.getLong(Long.BYTES) + lastEnd - read(channel, marks - 2).getLong(0);
      ByteBuffer mark = ByteBuffer.allocate(MARK);
      mark.putLong(end).putLong(Math.max(nanos(at), earliest)).flip();
      // A torn mark at the end, left by a JVM that was killed, is overwritten.
      channel.write(mark, marks * MARK);
    }
  }

  /** Zeros for the mark before the first. */
  private static ByteBuffer read(FileChannel channel, long index) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(MARK);
    if (index >= 0) {
      channel.read(mark, index * MARK);
    }
    return mark;
  }

  /** The times of lines by the offset of their first byte; all of them must be marked. */
  synchronized Reader reader() throws IOException {
    return new Reader(
        ByteBuffer.wrap(Files.exists(times) ? Files.readAllBytes(times) : new byte[0]));
  }

  /** A snapshot. */
  record Reader(ByteBuffer marks) {

    Instant timeOf(long offset) {
      int low = 0;
      int high = marks.capacity() / MARK - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (marks.getLong(middle * MARK) > offset) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      long batchStart = low == 0 ? 0 : marks.getLong((low - 1) * MARK);
      long nanos = marks.getLong(low * MARK + Long.BYTES) + offset - batchStart;
      return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }
}
