package dev.estiba.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents as files below a directory, for one process at a time. A file is written beside its
 * place, forced to the disk, and then renamed: after a crash there is the old document, or the new
 * one. A version is the digest of the content.
 */
public final class DirectoryDocumentStore implements DocumentStore {

  /** No name begins so. */
  private static final String TEMPORARY = ".tmp-";

  private static final int LOCKS = 64;

  private final Path directory;

  /** A document's lock is found by its name: writes to others go on at the same time. */
  private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();

  /**
   * Many may rename and delete files, or one may list them: whoever reads a folder whose files are
   * renamed meanwhile may miss them, and meet some that are gone.
   */
  private final ReadWriteLock names = new ReentrantReadWriteLock();

  public DirectoryDocumentStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Stored> read(String name) throws IOException {
    try {
      String content = Files.readString(file(name));
      return Optional.of(new Stored(content, versionOf(content)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> write(String name, String content, @Nullable String expected)
      throws IOException {
    synchronized (lock(name)) {
      String before = read(name).map(Stored::version).orElse(null);
      if (before == null ? expected != null : !before.equals(expected)) {
        return Optional.empty();
      }
      replace(file(name), content);
      return Optional.of(versionOf(content));
    }
  }

  @Override
  public boolean delete(String name, String expected) throws IOException {
    synchronized (lock(name)) {
      if (read(name).filter(stored -> stored.version().equals(expected)).isEmpty()) {
        return false;
      }
      Path file = file(name);
      changeNames(() -> Files.delete(file));
      force(parentOf(file));
      return true;
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    Path folder = directory.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    names.writeLock().lock();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith(TEMPORARY))
          .map(this::nameOf)
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } finally {
      names.writeLock().unlock();
    }
  }

  private Object lock(String name) {
    return locks.get(Math.floorMod(name.hashCode(), LOCKS));
  }

  private void replace(Path file, String content) throws IOException {
    Path folder = parentOf(file);
    Files.createDirectories(folder);
    Path temporary = folder.resolve(TEMPORARY + file.getFileName());
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
    changeNames(
        () ->
            Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
    force(folder);
  }

  /** Moves or deletes a file. */
  @FunctionalInterface
  private interface NameChange {
    void make() throws IOException;
  }

  private void changeNames(NameChange change) throws IOException {
    names.readLock().lock();
    try {
      change.make();
    } finally {
      names.readLock().unlock();
    }
  }

  /** Without it a crash of the machine may undo the rename. */
  private static void force(Path folder) throws IOException {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      // Folders cannot be opened there; NTFS keeps a journal of renames.
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException("A document's file has no folder: " + file);
    }
    return parent;
  }

  /** Colons are not allowed in file names everywhere, and a percent sign is in no document's. */
  private Path file(String name) {
    return directory.resolve(DocumentNames.require(name).replace(":", "%3A"));
  }

  private String nameOf(Path file) {
    return directory.relativize(file).toString().replace('\\', '/').replace("%3A", ":");
  }

  private static String versionOf(String content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
