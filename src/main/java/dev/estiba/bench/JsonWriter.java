package dev.estiba.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/** A report for programs. */
final class JsonWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonWriter() {}

  static String text(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("startedAt", report.startedAt().toString());
    root.put("seconds", report.seconds());
    root.put("quick", report.quick());
    root.set("machine", machine(report.machine()));
    ArrayNode rows = root.putArray("rows");
    report.rows().forEach(row -> rows.add(row(report, row)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode machine(Machine machine) {
    ObjectNode node = JSON.createObjectNode();
    node.put("processors", machine.processors());
    node.put("os", machine.os());
    node.put("java", machine.java());
    node.put("maxHeapBytes", machine.maxHeapBytes());
    return node;
  }

  private static ObjectNode row(Report report, Row row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("workload", row.workload());
    node.put("subject", row.subject());
    node.put("point", row.point());
    if (row instanceof Row.Measured measured) {
      ObjectNode figures = node.putObject("figures");
      Arrays.stream(Figure.values())
          .filter(measured.figures()::containsKey)
          .forEach(figure -> figures.put(figure.key(), measured.figures().get(figure)));
      report.flushes(measured).ifPresent(flushes -> figures.put("p50Flushes", flushes));
      ArrayNode verdicts = node.putArray("heldAgainst");
      for (Verdict verdict : report.verdicts(measured)) {
        verdicts
            .addObject()
            .put("target", verdict.target())
            .put("met", verdict.met())
            .put("note", verdict.note());
      }
    } else if (row instanceof Row.Skipped skipped) {
      node.put("skipped", skipped.reason());
    } else if (row instanceof Row.Failed failed) {
      node.put("failed", failed.reason());
    }
    return node;
  }
}
