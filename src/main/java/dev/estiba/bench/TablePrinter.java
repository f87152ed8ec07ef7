package dev.estiba.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people. */
public final class TablePrinter {

  private static final List<Figure> COLUMNS =
      List.of(Figure.PER_SECOND, Figure.P50_MILLIS, Figure.P99_MILLIS, Figure.MAX_MILLIS);

  private static final int NAMES = 3;

  private TablePrinter() {}

  public static String text(Report report) {
    List<String[]> lines = new ArrayList<>();
    lines.add(heading());
    report.rows().forEach(row -> lines.add(line(report, row)));
    int[] widths = new int[lines.get(0).length];
    for (String[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining())
        + System.lineSeparator()
        + summary(report);
  }

  private static String[] heading() {
    List<String> cells = new ArrayList<>(List.of("workload", "who", "where"));
    COLUMNS.forEach(figure -> cells.add(figure.label()));
    cells.addAll(List.of("p50/flush", "also", "held against"));
    return cells.toArray(String[]::new);
  }

  private static String[] line(Report report, Row row) {
    String[] cells = new String[heading().length];
    Arrays.fill(cells, "");
    cells[0] = row.workload();
    cells[1] = row.subject();
    cells[2] = row.point();
    if (!(row instanceof Row.Measured measured)) {
      cells[cells.length - 1] = remark(row);
      return cells;
    }
    for (int i = 0; i < COLUMNS.size(); i++) {
      Double value = measured.figures().get(COLUMNS.get(i));
      cells[NAMES + i] = value == null ? "" : Figure.text(value);
    }
    report.flushes(measured).ifPresent(flushes -> cells[NAMES + 4] = Figure.text(flushes));
    cells[NAMES + 5] = also(measured);
    cells[NAMES + 6] =
        report.verdicts(measured).stream().map(Verdict::toString).collect(Collectors.joining("; "));
    return cells;
  }

  private static String also(Row.Measured row) {
    return Arrays.stream(Figure.values())
        .filter(figure -> !COLUMNS.contains(figure) && figure != Figure.COMPLETED)
        .filter(row.figures()::containsKey)
        .map(figure -> named(row, figure))
        .collect(Collectors.joining(", "));
  }

  static String figures(Row.Measured row) {
    return Arrays.stream(Figure.values())
        .filter(row.figures()::containsKey)
        .map(figure -> named(row, figure))
        .collect(Collectors.joining(", "));
  }

  private static String named(Row.Measured row, Figure figure) {
    return figure.label() + " " + Figure.text(row.figures().getOrDefault(figure, 0.0));
  }

  static String remark(Row row) {
    if (row instanceof Row.Skipped skipped) {
      return "skipped: " + skipped.reason();
    }
    return row instanceof Row.Failed failed ? "FAILED: " + failed.reason() : "";
  }

  /** Words to the left, numbers to the right. */
  private static String aligned(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      boolean number = i >= NAMES && i <= NAMES + COLUMNS.size();
      String gap = " ".repeat(widths[i] - cells[i].length());
      line.append(number ? gap + cells[i] : cells[i] + gap).append("  ");
    }
    return line.toString().stripTrailing() + System.lineSeparator();
  }

  private static String summary(Report report) {
    List<Verdict> verdicts =
        report.rows().stream()
            .filter(Row.Measured.class::isInstance)
            .flatMap(row -> report.verdicts((Row.Measured) row).stream())
            .toList();
    long met = verdicts.stream().filter(Verdict::met).count();
    return String.format(
        Locale.ROOT,
        "%d met, %d missed. %s; %.0f s.%n",
        met,
        verdicts.size() - met,
        report.machine(),
        report.seconds());
  }
}
