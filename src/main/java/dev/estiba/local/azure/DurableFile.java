package dev.estiba.local.azure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are, after a crash at any moment, either as before or as after a write. */
final class DurableFile {

  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  private static final String TEMPORARY = ".tmp";

  private DurableFile() {}

  static void write(Path file, byte[] content) throws IOException {
    replace(file, content);
  }

  /** No other user can read it, from its making on. */
  static void writePrivate(Path file, byte[] content) throws IOException {
    replace(file, content, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  private static void replace(Path file, byte[] content, FileAttribute<?>... attributes)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    try (FileChannel channel = FileChannel.open(temporary, writing(), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    force(directoryOf(file));
  }

  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    force(directoryOf(file));
  }

  private static Set<StandardOpenOption> writing() {
    return Set.of(
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("Not a file: " + file);
    }
    return parent;
  }

  /** A rename or delete is durable only with its directory. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
