package dev.estiba.local.azure;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The directory that holds all state; locked, so that two processes never share one. */
final class DataDirectory implements Closeable {

  private static final int SECRET_BYTES = 32;

  /** Closing any channel of a file ends all locks that a process has on it. */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final String id;
  private final FileChannel lock;

  private DataDirectory(Path root, String id, FileChannel lock) {
    this.root = root;
    this.id = id;
    this.lock = lock;
  }

  static DataDirectory open(Path root) throws IOException {
    makePrivate(root);
    Path real = root.toRealPath();
    if (!LOCKED_HERE.add(real)) {
      throw inUse(root);
    }
    try {
      return openLocked(real, lock(real));
    } catch (IOException e) {
      LOCKED_HERE.remove(real);
      throw e;
    }
  }

  /** Locked first: another id would make strangers of the containers of whoever has the lock. */
  private static DataDirectory openLocked(Path root, FileChannel lock) throws IOException {
    try {
      return new DataDirectory(root, readOrMakeId(root), lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Tells apart the containers of different data directories on one engine. */
  String id() {
    return id;
  }

  Path folder(String name) throws IOException {
    return makePrivate(root.resolve(name));
  }

  @Override
  public void close() throws IOException {
    lock.close();
    LOCKED_HERE.remove(root);
  }

  /** State files hold secret environment values. */
  private static Path makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw inUse(root);
    }
    return channel;
  }

  private static IOException inUse(Path root) {
    return new IOException(
        "The data directory " + root + " is in use by another process; stop that one first.");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Bytes that nobody can guess, made once. */
  byte[] secret(String name) throws IOException {
    Path file = root.resolve(name);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(bytes);
      DurableFile.writePrivate(file, bytes);
    }
    return Files.readAllBytes(file);
  }

  Path file(String name) {
    return root.resolve(name);
  }

  private static String readOrMakeId(Path root) throws IOException {
    Path file = root.resolve("id");
    if (!Files.exists(file)) {
      DurableFile.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    }
    return Files.readString(file);
  }
}
