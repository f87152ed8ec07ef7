package dev.estiba.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run: where it writes, at what pace, and what it has found. Used by one thread. */
final class Bench {

  private final Path project;
  private final Pace pace;
  private final Consumer<Row> listener;
  private final List<Row> rows = new ArrayList<>();

  Bench(Path project, Pace pace, Consumer<Row> listener) {
    this.project = project;
    this.pace = pace;
    this.listener = listener;
  }

  Pace pace() {
    return pace;
  }

  /** The root of the sources, where the peers' own programs are. */
  Path project() {
    return project;
  }

  /** All that a run writes is below it. */
  Path directory() {
    return project.resolve("target").resolve("bench");
  }

  /** An empty folder of that name. */
  Path fresh(String name) throws IOException {
    Path folder = directory().resolve(name);
    delete(folder);
    return Files.createDirectories(folder);
  }

  /** Where a process of that name says what it does. */
  Path log(String name) throws IOException {
    return Files.createDirectories(directory().resolve("log")).resolve(name + ".log");
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  void measured(String workload, String subject, String point, Map<Figure, Double> figures) {
    add(new Row.Measured(workload, subject, point, figures));
  }

  void add(Row row) {
    rows.add(row);
    listener.accept(row);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }
}
