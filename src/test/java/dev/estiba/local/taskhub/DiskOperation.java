package dev.estiba.local.taskhub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One call that changed a file or forced it to the disk, in the order in which it took effect.
 *
 * @param offset of what was written; the new size, when truncated
 * @param data what was written; the new name, when renamed
 */
record DiskOperation(Kind kind, String file, long offset, byte[] data) {

  enum Kind {
    CREATE('C'),
    WRITE('W'),
    TRUNCATE('T'),
    SYNC('S'),
    UNLINK('U'),
    RENAME('R'),
    SYNC_DIRECTORY('D');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    static Kind of(char letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No operation is logged as " + letter);
    }
  }

  /** Reads a log of {@link DiskShim}. */
  static List<DiskOperation> read(Path log) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.LITTLE_ENDIAN);
    List<DiskOperation> operations = new ArrayList<>();
    while (bytes.hasRemaining()) {
      Kind kind = Kind.of((char) bytes.get());
      byte[] name = new byte[bytes.get()];
      byte[] data = new byte[bytes.getInt()];
      long offset = bytes.getLong();
      bytes.get(name).get(data);
      operations.add(
          new DiskOperation(kind, new String(name, StandardCharsets.UTF_8), offset, data));
    }
    return operations;
  }

  @Override
  public String toString() {
    return kind + " " + file + " at " + offset + ", " + data.length + " bytes";
  }
}
