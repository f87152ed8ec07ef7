package dev.estiba.local;

import dev.estiba.document.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says who uses a data directory: one process at a time holds its lock, and writes where it answers
 * into a file beside it. The lock goes with its process, however that ends.
 */
public final class DataLock implements AutoCloseable {

  /**
   * Where the holder of the lock answers.
   *
   * @param runtime what runs its containers, {@code docker} for instance
   */
  public record Holder(URI url, String runtime) {}

  private static final String OWNER = "rwx------";
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DataLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Empty if another process, or another Estiba in this one, holds the lock. */
  public static Optional<DataLock> tryAcquire(Path data) throws IOException {
    Path directory = createPrivate(data).toRealPath();
    // Asked before the file is touched: closing any handle of it would drop the process's own lock.
    if (!HELD_HERE.add(directory)) {
      return Optional.empty();
    }
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve("estiba.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        Files.deleteIfExists(holderFile(directory));
        return Optional.of(new DataLock(directory, channel));
      }
      channel.close();
    } catch (IOException e) {
      HELD_HERE.remove(directory);
      throw e;
    }
    HELD_HERE.remove(directory);
    return Optional.empty();
  }

  /** What tasks are given and say is nobody else's business. */
  private static Path createPrivate(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return directory;
    }
    Files.createDirectories(directory.toAbsolutePath().getParent());
    return Files.createDirectory(
        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER)));
  }

  /** Empty while nobody holds the lock, or the holder is still starting. */
  public static Optional<Holder> holder(Path data) throws IOException {
    try {
      return Optional.of(Json.read(Files.readString(holderFile(data)), Holder.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void announce(Holder holder) throws IOException {
    Path temporary = directory.resolve("holder.tmp");
    Files.writeString(temporary, Json.write(holder));
    Files.move(temporary, holderFile(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(holderFile(directory));
    channel.close();
    HELD_HERE.remove(directory);
  }

  private static Path holderFile(Path data) {
    return data.resolve("holder.json");
  }
}
