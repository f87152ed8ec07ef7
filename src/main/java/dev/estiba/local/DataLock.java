package dev.estiba.local;

import dev.estiba.task.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  private final FileChannel channel;
  private final Path holderFile;

  private DataLock(FileChannel channel, Path holderFile) {
    this.channel = channel;
    this.holderFile = holderFile;
  }

  /** Empty if another process, or another Estiba in this one, holds the lock. */
  public static Optional<DataLock> tryAcquire(Path data) throws IOException {
    Files.createDirectories(data);
    FileChannel channel =
        FileChannel.open(
            data.resolve("estiba.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    Files.deleteIfExists(holderFile(data));
    return Optional.of(new DataLock(channel, holderFile(data)));
  }

  /** Empty while nobody holds the lock, or the holder is still starting. */
  public static Optional<Holder> holder(Path data) throws IOException {
    Path file = holderFile(data);
    return Files.exists(file)
        ? Optional.of(Json.read(Files.readString(file), Holder.class))
        : Optional.empty();
  }

  void announce(Holder holder) throws IOException {
    Path temporary = holderFile.resolveSibling("holder.tmp");
    Files.writeString(temporary, Json.write(holder));
    Files.move(temporary, holderFile, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(holderFile);
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Path holderFile(Path data) {
    return data.resolve("holder.json");
  }
}
