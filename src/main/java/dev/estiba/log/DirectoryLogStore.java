package dev.estiba.log;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Logs as files below a directory, for one process at a time. A crash may leave the last line of a
 * file cut; it is removed before the next append.
 */
public final class DirectoryLogStore implements LogStore {

  private final Path directory;

  public DirectoryLogStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized long length(String path) throws IOException {
    Path file = file(path);
    return Files.exists(file) ? withoutCutLine(file) : 0;
  }

  @Override
  public byte[] read(String path, long offset, int max) throws IOException {
    try (FileChannel channel = FileChannel.open(file(path), StandardOpenOption.READ)) {
      int size = (int) Math.max(0, Math.min(max, channel.size() - offset));
      ByteBuffer buffer = ByteBuffer.allocate(size);
      while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {}
      return Arrays.copyOf(buffer.array(), buffer.position());
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  @Override
  public synchronized boolean append(String path, long expectedLength, byte[] bytes)
      throws IOException {
    if (length(path) != expectedLength) {
      return false;
    }
    Path file = file(path);
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    }
    return true;
  }

  @Override
  public URI location(String path) {
    return file(path).toUri();
  }

  private Path file(String path) {
    return directory.resolve(path);
  }

  private static long withoutCutLine(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      long end = channel.size();
      while (end > 0) {
        last.clear();
        channel.read(last, end - 1);
        if (last.get(0) == '\n') {
          break;
        }
        end--;
      }
      return channel.truncate(end).size();
    }
  }
}
