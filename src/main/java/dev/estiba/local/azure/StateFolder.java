package dev.estiba.local.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Records of one type, a JSON file each. Every change is durable when its method returns. */
final class StateFolder<T> {

  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Class<T> type;

  StateFolder(Path folder, Class<T> type) {
    this.folder = folder;
    this.type = type;
  }

  void write(String name, T value) {
    try {
      DurableFile.write(file(name), Json.MAPPER.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to store " + file(name) + " but failed", e);
    }
  }

  void delete(String name) {
    try {
      DurableFile.delete(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to delete " + file(name) + " but failed", e);
    }
  }

  /** Left-over temporary files are not looked at; the next write of their name replaces them. */
  List<T> readAll() throws IOException {
    List<T> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        all.add(read(file));
      }
    }
    return all;
  }

  private T read(Path file) throws IOException {
    try {
      return Json.MAPPER.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new IOException("The state file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }
}
