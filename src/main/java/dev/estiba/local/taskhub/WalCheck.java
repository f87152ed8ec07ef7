package dev.estiba.local.taskhub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Finds damage within SQLite's write-ahead log. SQLite reads it up to the first frame whose
 * checksum is wrong, and takes that for the end: right for a last transaction that a loss of power
 * has torn, but transactions that were committed behind a damaged frame are dropped without a word.
 *
 * <p>The two can be told apart, because each commit is forced to the disk before the next
 * transaction writes (synchronous=FULL). A commit frame that another frame follows was on the disk
 * whole, and so was all before it: a wrong frame before such a commit is damage. Whether a frame
 * follows another shows in its checksum, which goes on from that of the frame before; so what older
 * transactions left there is not taken for a sequel.
 *
 * <p>The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log. Damage that this
 * cannot see is that of the last transaction, and a file that was cut short.
 */
final class WalCheck {

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682; // Or the next number, for big-endian checksums.

  private final FileChannel channel;
  private final ByteOrder order;
  private final ByteBuffer frame;
  private final long frames;

  private WalCheck(FileChannel channel, ByteOrder order, int pageSize) throws IOException {
    this.channel = channel;
    this.order = order;
    this.frame = ByteBuffer.allocate(FRAME_HEADER + pageSize);
    this.frames = (channel.size() - HEADER) / frame.capacity();
  }

  /** Says what is wrong with the log of a database; nothing if it can be relied on. */
  static Optional<String> damage(Path database) throws IOException {
    Path wal = database.resolveSibling(database.getFileName() + "-wal");
    if (!Files.exists(wal) || Files.size(wal) == 0) {
      return Optional.empty();
    }
    if (!Files.exists(database) || Files.size(database) == 0) {
      return Optional.of("it is empty, and SQLite would delete its write-ahead log " + wal);
    }
    try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.READ)) {
      return damage(channel, pageSize(database)).map(where -> where + " in " + wal);
    }
  }

  private static Optional<String> damage(FileChannel channel, int pageSize) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    read(channel, header, 0);
    if (header.remaining() < HEADER) {
      return Optional.empty();
    }
    ByteOrder order = header.getInt(0) == MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    boolean isSound =
        (header.getInt(0) & ~1) == MAGIC && header.getLong(24) == checksum(0, header, 0, 24, order);
    if (isSound) {
      WalCheck check = new WalCheck(channel, order, header.getInt(8));
      return check.damageBehind(header.getLong(24), header.getLong(16));
    }
    // SQLite takes the log for empty then.
    boolean hasCommits =
        pageSize > 0
            && (new WalCheck(channel, ByteOrder.LITTLE_ENDIAN, pageSize).hasCommitBeforeAnother()
                || new WalCheck(channel, ByteOrder.BIG_ENDIAN, pageSize).hasCommitBeforeAnother());
    return hasCommits ? Optional.of("damage to the header") : Optional.empty();
  }

  /**
   * @param start what the header's checksum is
   * @param salts that frames of this log have; frames of older ones have others
   */
  private Optional<String> damageBehind(long start, long salts) throws IOException {
    long sum = start;
    for (long number = 0; number < frames; number++) {
      readFrame(number);
      sum = sumAfter(sum);
      if (salts() != salts || stored() != sum) {
        return isCommitBeforeAnother(number, sum, salts)
            ? Optional.of("damage to frame " + (number + 1) + " of " + frames)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean hasCommitBeforeAnother() throws IOException {
    if (frames == 0) {
      return false;
    }
    readFrame(0);
    return isCommitBeforeAnother(0, 0, salts());
  }

  /**
   * Whether a commit, from this frame on, was followed by another transaction.
   *
   * @param number of the frame that was read last
   * @param sum what its checksum should be: what is damaged may be the one that is stored
   */
  private boolean isCommitBeforeAnother(long number, long sum, long salts) throws IOException {
    long computed = sum;
    for (long next = number + 1; next < frames; next++) {
      boolean wasCommit = isCommit();
      long before = stored();
      readFrame(next);
      if (salts() == salts) {
        long after = sumAfter(before);
        if (wasCommit && (stored() == after || stored() == sumAfter(computed))) {
          return true;
        }
        computed = after;
      }
    }
    return false;
  }

  private void readFrame(long number) throws IOException {
    read(channel, frame, HEADER + number * frame.capacity());
  }

  private boolean isCommit() {
    return frame.getInt(4) != 0;
  }

  private long salts() {
    return frame.getLong(8);
  }

  private long stored() {
    return frame.getLong(16);
  }

  /** The checksum of the frame that was read last, if that of the frame before is this. */
  private long sumAfter(long before) {
    long sum = checksum(before, frame, 0, 8, order);
    return checksum(sum, frame, FRAME_HEADER, frame.capacity(), order);
  }

  private static long checksum(long before, ByteBuffer bytes, int from, int to, ByteOrder order) {
    int s0 = (int) (before >>> 32);
    int s1 = (int) before;
    ByteBuffer words = bytes.duplicate().order(order);
    for (int i = from; i < to; i += 8) {
      s0 += words.getInt(i) + s1;
      s1 += words.getInt(i + 4) + s0;
    }
    return (long) s0 << 32 | Integer.toUnsignedLong(s1);
  }

  private static int pageSize(Path database) throws IOException {
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(18);
      read(channel, header, 0);
      int size = header.remaining() < 18 ? 0 : Short.toUnsignedInt(header.getShort(16));
      return size == 1 ? 65_536 : size; // As the format has it.
    }
  }

  private static void read(FileChannel channel, ByteBuffer into, long position) throws IOException {
    into.clear();
    int read = 0;
    while (read >= 0 && into.hasRemaining()) {
      read = channel.read(into, position + into.position());
    }
    into.flip();
  }
}
