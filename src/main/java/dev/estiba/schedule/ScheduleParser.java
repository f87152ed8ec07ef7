package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import java.util.List;

/** Reads a {@link Schedule} and finds every problem in it at once. */
public final class ScheduleParser {

  private ScheduleParser() {}

  /** Whether a document is plainly one of these. */
  public static boolean isMeant(JsonNode document) {
    return document.has("cron");
  }

  public static ParsedSchedule parse(Document document) {
    if (document instanceof Document.Malformed malformed) {
      return new ParsedSchedule.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    ParsedSchedule parsed = parse(tree.tree());
    return parsed instanceof ParsedSchedule.Invalid invalid
        ? new ParsedSchedule.Invalid(tree.withPlaces(invalid.problems()))
        : parsed;
  }

  private static ParsedSchedule parse(JsonNode document) {
    if (!document.isObject()) {
      return new ParsedSchedule.Invalid(
          List.of(
              new Problem(
                  "",
                  "must be an object such as {\"cron\": \"@daily\", \"task\": {\"image\":"
                      + " \"busybox\"}}")));
    }
    Findings findings = new Findings();
    Schedule schedule = ScheduleReader.read(new Fields(document, "", findings));
    List<Problem> problems = findings.list();
    return problems.isEmpty()
        ? new ParsedSchedule.Valid(schedule, findings.literalSecrets())
        : new ParsedSchedule.Invalid(problems);
  }

  /**
   * Reads the document of a schedule that {@link #parse} found valid, once its secrets are sealed.
   *
   * @throws IllegalArgumentException if it is not such a document
   */
  static Schedule readSealed(JsonNode document) {
    Findings findings = Findings.inOurDocument();
    Schedule schedule = ScheduleReader.read(new Fields(document, "", findings));
    if (!findings.list().isEmpty()) {
      throw new IllegalArgumentException("Not a schedule that was checked: " + findings.list());
    }
    return schedule;
  }
}
