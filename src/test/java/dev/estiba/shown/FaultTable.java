package dev.estiba.shown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of every combination: a row for each fault, a column for each phase and fate. */
final class FaultTable {

  static final Path FILE = EstibaProcess.launcher().resolveSibling("target/fault-matrix.txt");

  private static final int NAME_WIDTH = 27;

  /** A row, a column, and what was wrong, with details that only {@link #wrong} tells. */
  private record Cell(String fault, String column, String title, List<String> problems) {}

  private final List<Cell> cells = new ArrayList<>();

  synchronized void add(MatrixTask task) {
    Combination of = task.combination();
    add(of.fault().name(), column(of.target().title(), of.scenario()), of.title(), task.problems());
  }

  synchronized void add(String fault, String column, String title, List<String> problems) {
    cells.add(new Cell(fault, column, title, problems));
  }

  static String column(String phase, Scenario scenario) {
    return phase + "/" + scenario.name().toLowerCase(Locale.ROOT);
  }

  synchronized int size() {
    return cells.size();
  }

  synchronized List<String> wrong() {
    return cells.stream()
        .filter(cell -> !cell.problems().isEmpty())
        .map(cell -> cell.title() + ": " + String.join("; ", cell.problems()))
        .toList();
  }

  synchronized void write() {
    String text = text();
    System.out.println(text);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    List<String> wrong = wrong();
    StringBuilder text = new StringBuilder();
    text.append("Combinations: ").append(size()).append(", wrong: ").append(wrong.size());
    text.append("\n\nEach column is a phase and a fate; ok, or the number of what went wrong.\n");
    Map<String, String> columns = columns();
    columns.forEach((column, key) -> text.append("  ").append(key + " " + column).append('\n'));
    text.append('\n').append(" ".repeat(NAME_WIDTH));
    columns.values().forEach(key -> text.append("%4s".formatted(key)));
    text.append('\n');
    rows().forEach(fault -> text.append(row(fault, columns.keySet(), wrong)));
    for (int i = 0; i < wrong.size(); i++) {
      text.append("\n#").append(i + 1).append(' ').append(wrong.get(i));
    }
    return text.append('\n').toString();
  }

  private Map<String, String> columns() {
    Stream<String> ofTasks =
        Stream.of(Target.values())
            .flatMap(target -> Stream.of(Scenario.values()).map(s -> column(target.title(), s)));
    Map<String, String> keys = new LinkedHashMap<>();
    Stream.concat(ofTasks, cells.stream().map(Cell::column))
        .distinct()
        .filter(column -> cells.stream().anyMatch(cell -> cell.column().equals(column)))
        .forEach(column -> keys.put(column, key(keys.size())));
    return keys;
  }

  /** A, B, … Z, AA, AB, … */
  private static String key(int index) {
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : key(index / 26 - 1) + last;
  }

  private Set<String> rows() {
    return cells.stream().map(Cell::fault).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String row(String fault, Set<String> columns, List<String> wrong) {
    StringBuilder row = new StringBuilder(("%-" + NAME_WIDTH + "s").formatted(fault));
    columns.forEach(column -> row.append("%4s".formatted(mark(fault, column, wrong))));
    return row.append('\n').toString();
  }

  private String mark(String fault, String column, List<String> wrong) {
    List<Cell> here =
        cells.stream()
            .filter(cell -> cell.fault().equals(fault) && cell.column().equals(column))
            .toList();
    if (here.isEmpty()) {
      return "";
    }
    return here.stream()
        .filter(cell -> !cell.problems().isEmpty())
        .findFirst()
        .map(cell -> "#" + (1 + indexOf(cell, wrong)))
        .orElse("ok");
  }

  private static int indexOf(Cell cell, List<String> wrong) {
    int index = 0;
    while (!wrong.get(index).startsWith(cell.title() + ": ")) {
      index++;
    }
    return index;
  }
}
