package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of one container process: what its wrapper writes and the scratch directory in
 * which the command works. The times of the files are those of the start and the end.
 */
record ProcessFiles(Path directory) {

  static final String LOG = "log";

  /** The wrapper's pid, its start time in clock ticks since boot, and the id of that boot. */
  record Pid(long pid, long startTicks, String boot) {}

  Path scratch() {
    return directory.resolve("scratch");
  }

  Path log() {
    return directory.resolve(LOG);
  }

  Path logTimes() {
    return directory.resolve("log.times");
  }

  Path wrapper() {
    return directory.resolve("wrapper.sh");
  }

  private Path pidFile() {
    return directory.resolve("pid");
  }

  private Path exitFile() {
    return directory.resolve("exit");
  }

  boolean exist() {
    return Files.isDirectory(directory);
  }

  Optional<Pid> pid() throws IOException {
    Optional<List<String>> words = words(pidFile());
    return words
        .filter(w -> w.size() == 3)
        .map(w -> new Pid(Long.parseLong(w.get(0)), Long.parseLong(w.get(1)), w.get(2)));
  }

  Optional<Integer> exitCode() throws IOException {
    return words(exitFile()).filter(w -> w.size() == 1).map(w -> Integer.valueOf(w.get(0)));
  }

  Instant startedAt() throws IOException {
    return Files.getLastModifiedTime(pidFile()).toInstant();
  }

  Instant finishedAt() throws IOException {
    return Files.getLastModifiedTime(exitFile()).toInstant();
  }

  private static Optional<List<String>> words(Path file) throws IOException {
    try {
      return Optional.of(List.of(Files.readString(file).trim().split(" ")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The command may have left directories that not even their owner may change. */
  private static void makeDeletable(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> children = Files.list(directory)) {
      for (Path child : children.toList()) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          makeDeletable(child);
        }
      }
    }
  }

  void delete() throws IOException {
    if (!exist()) {
      return;
    }
    makeDeletable(directory);
    DirectoryTree.delete(directory);
  }
}
