package dev.estiba.log;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A directory store whose process dies in the middle of one of its writes. */
final class DyingLogStore implements LogStore {

  private final Path directory;
  private final int lastWrite;
  private final int keptPercent;
  private int writes;

  /** That it died. */
  static final class Died extends IOException {
    Died() {
      super("died");
    }
  }

  /**
   * @param lastWrite which write it does not survive, 1 for the first
   * @param keptPercent how much of that write is on the disk afterwards
   */
  DyingLogStore(Path directory, int lastWrite, int keptPercent) {
    this.directory = directory;
    this.lastWrite = lastWrite;
    this.keptPercent = keptPercent;
  }

  private LogStore store() {
    return new DirectoryLogStore(directory);
  }

  @Override
  public long length(String path) throws IOException {
    return store().length(path);
  }

  @Override
  public byte[] read(String path, long offset, int max) throws IOException {
    return store().read(path, offset, max);
  }

  @Override
  public boolean append(String path, long expectedLength, byte[] bytes) throws IOException {
    if (store().length(path) == expectedLength && ++writes == lastWrite) {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      byte[] kept = Arrays.copyOf(bytes, bytes.length * keptPercent / 100);
      Files.write(file, kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      throw new Died();
    }
    return store().append(path, expectedLength, bytes);
  }

  @Override
  public URI location(String path) {
    return store().location(path);
  }
}
