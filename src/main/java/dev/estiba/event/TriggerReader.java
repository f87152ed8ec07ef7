package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import dev.estiba.launch.LaunchTemplate;
import java.util.List;

/** Reads a {@link Trigger} and finds every problem in it at once. */
public final class TriggerReader {

  private static final int MOST_TYPES = 100;
  private static final String FILTER_EXAMPLE = "{\"type\": \"com.example.report.ready\"}";

  private TriggerReader() {}

  /** Whether a document shows by its fields that it is to be a trigger. */
  public static boolean isMeant(JsonNode document) {
    return document.has("filter") || document.has("blobs");
  }

  public static ParsedTrigger parse(Document document) {
    if (document instanceof Document.Malformed malformed) {
      return new ParsedTrigger.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    if (!tree.tree().isObject()) {
      return new ParsedTrigger.Invalid(
          List.of(
              new Problem(
                  "",
                  "must be an object such as {\"filter\": "
                      + FILTER_EXAMPLE
                      + ", \"task\": {\"image\": \"busybox\"}}")));
    }
    Findings findings = new Findings();
    Trigger trigger = read(new Fields(tree.tree(), "", findings));
    List<Problem> problems = findings.list();
    return problems.isEmpty()
        ? new ParsedTrigger.Valid(trigger, findings.literalSecrets())
        : new ParsedTrigger.Invalid(tree.withPlaces(problems));
  }

  /**
   * Reads a document that {@link #parse} found valid, once its secrets are sealed.
   *
   * @throws IllegalArgumentException if it is not such a document
   */
  public static Trigger readSealed(JsonNode document) {
    Findings findings = Findings.inOurDocument();
    Trigger trigger = read(new Fields(document, "", findings));
    if (!findings.list().isEmpty()) {
      throw new IllegalArgumentException("Not a trigger that was checked: " + findings.list());
    }
    return trigger;
  }

  private static Trigger read(Fields document) {
    boolean enabled = document.flag("enabled", true);
    String blobs = document.text("blobs", BlobPath.RULE);
    EventFilter filter = filter(document);
    if (filter.isEmpty() && !document.has("blobs")) {
      document.problem(
          "filter",
          "must say which events it is for, such as "
              + FILTER_EXAMPLE
              + ": without that, every event would start it");
    }
    LaunchTemplate template = LaunchTemplate.read(document, Event.unknown());
    document.refuseUnknown();
    return new Trigger(enabled, filter, blobs == null ? null : BlobPath.of(blobs), template);
  }

  private static EventFilter filter(Fields document) {
    Fields filter = document.object("filter", FILTER_EXAMPLE);
    if (filter == null) {
      return EventFilter.NONE;
    }
    EventFilter read =
        new EventFilter(
            types(filter),
            filter.text("source", EventRules.NOT_EMPTY),
            filter.text("subjectPrefix", EventRules.NOT_EMPTY),
            filter.text("subjectSuffix", EventRules.NOT_EMPTY));
    filter.refuseUnknown();
    return read;
  }

  private static List<String> types(Fields filter) {
    JsonNode type = filter.value("type");
    if (type == null || !type.isArray()) {
      String one = filter.text("type", EventRules.NOT_EMPTY);
      return one == null ? List.of() : List.of(one);
    }
    if (type.isEmpty()) {
      filter.problem("type", "must have at least one type, or be left out");
    }
    return filter.distinctTexts("type", MOST_TYPES, EventRules.NOT_EMPTY, "[\"a\", \"b\"]");
  }
}
