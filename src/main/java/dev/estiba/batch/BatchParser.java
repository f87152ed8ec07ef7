package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import dev.estiba.document.Unknown;
import java.util.List;

/** Reads a {@link Batch} and finds every problem in it at once. */
public final class BatchParser {

  private BatchParser() {}

  public static ParsedBatch parse(Document document) {
    if (document instanceof Document.Malformed malformed) {
      return new ParsedBatch.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    ParsedBatch parsed = parse(tree.tree());
    return parsed instanceof ParsedBatch.Invalid invalid
        ? new ParsedBatch.Invalid(tree.withPlaces(invalid.problems()))
        : parsed;
  }

  public static ParsedBatch parse(JsonNode document) {
    if (!document.isObject()) {
      return new ParsedBatch.Invalid(
          List.of(
              new Problem(
                  "",
                  "must be an object such as {\"task\": {\"image\": \"busybox\"}, \"items\": [\"a\","
                      + " \"b\"]}")));
    }
    Findings findings = new Findings();
    Batch batch = BatchReader.read(new Fields(document, "", findings));
    List<Problem> problems = findings.list();
    return problems.isEmpty()
        ? new ParsedBatch.Valid(batch, findings.literalSecrets())
        : new ParsedBatch.Invalid(problems);
  }

  /**
   * Reads a batch document that {@link #parse} found valid, once its secrets are sealed.
   *
   * @throws IllegalArgumentException if it is not such a document
   */
  public static Batch readSealed(JsonNode document) {
    Findings findings = Findings.inOurDocument();
    Batch batch = BatchReader.read(new Fields(document, "", findings));
    if (!findings.list().isEmpty()) {
      throw new IllegalArgumentException("Not a batch that was checked: " + findings.list());
    }
    return batch;
  }

  /**
   * Reads a batch that is a part of another document. The tasks of its items are checked too,
   * unless the document is one that Estiba has checked: there {@link BatchItems#parse} tells what
   * is wrong with an item, which may have become known only since then.
   *
   * @param fields of the batch; values that are {@link Unknown} yet are taken for right ones
   * @return the batch, which is to be used only where nothing wrong was found and nothing is
   *     unknown
   */
  public static Batch read(Fields fields) {
    return BatchReader.read(fields);
  }
}
