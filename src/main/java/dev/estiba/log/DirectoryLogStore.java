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

  private static final int BLOCK = 64 * 1024;

  private final Path directory;

  public DirectoryLogStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized long length(String path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file(path), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return withoutCutLine(channel);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  @Override
  public byte[] read(String path, long offset, int max) throws IOException {
    try (FileChannel channel = FileChannel.open(file(path), StandardOpenOption.READ)) {
      int size = (int) Math.max(0, Math.min(max, channel.size() - offset));
      byte[] bytes = new byte[size];
      int read = read(channel, offset, bytes);
      return read == size ? bytes : Arrays.copyOf(bytes, read);
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
      // In blocks: the JDK keeps a buffer outside the heap, per thread, as large as the largest.
      for (int from = 0; from < bytes.length; from += BLOCK) {
        ByteBuffer block = ByteBuffer.wrap(bytes, from, Math.min(BLOCK, bytes.length - from));
        while (block.hasRemaining()) {
          channel.write(block);
        }
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

  private static int read(FileChannel channel, long offset, byte[] bytes) throws IOException {
    int read = 0;
    while (read < bytes.length) {
      ByteBuffer block = ByteBuffer.wrap(bytes, read, Math.min(BLOCK, bytes.length - read));
      int more = channel.read(block, offset + read);
      if (more < 0) {
        break;
      }
      read += more;
    }
    return read;
  }

  /** One byte is read, unless a crash cut the last line. */
  private static long withoutCutLine(FileChannel channel) throws IOException {
    long end = channel.size();
    byte[] last = new byte[1];
    while (end > 0) {
      byte[] block = end == channel.size() ? last : new byte[(int) Math.min(BLOCK, end)];
      read(channel, end - block.length, block);
      int lines = Lines.of(block, 0).end();
      end -= block.length - lines;
      if (lines > 0) {
        break;
      }
    }
    return end == channel.size() ? end : channel.truncate(end).size();
  }
}
