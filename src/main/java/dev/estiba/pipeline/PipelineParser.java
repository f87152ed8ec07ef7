package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import java.util.List;

/** Reads a {@link Pipeline} and finds every problem in it at once, before anything of it runs. */
public final class PipelineParser {

  private static final String EXAMPLE =
      "{\"steps\": [{\"name\": \"extract\", \"task\": {\"image\": \"busybox\"}}]}";

  private PipelineParser() {}

  public static ParsedPipeline parse(Document document) {
    if (document instanceof Document.Malformed malformed) {
      return new ParsedPipeline.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    ParsedPipeline parsed = parse(tree.tree());
    return parsed instanceof ParsedPipeline.Invalid invalid
        ? new ParsedPipeline.Invalid(tree.withPlaces(invalid.problems()))
        : parsed;
  }

  public static ParsedPipeline parse(JsonNode document) {
    if (!document.isObject()) {
      return new ParsedPipeline.Invalid(
          List.of(new Problem("", "must be an object such as " + EXAMPLE)));
    }
    Findings findings = new Findings();
    Pipeline pipeline =
        new PipelineReader(findings).readDocument(new Fields(document, "", findings));
    List<Problem> problems = findings.list();
    return problems.isEmpty()
        ? new ParsedPipeline.Valid(pipeline, findings.literalSecrets())
        : new ParsedPipeline.Invalid(problems);
  }

  /**
   * Reads a pipeline document that {@link #parse} found valid, once its secrets are sealed.
   *
   * @throws IllegalArgumentException if it is not such a document
   */
  public static Pipeline readSealed(JsonNode document) {
    Findings findings = Findings.inOurDocument();
    Pipeline pipeline =
        new PipelineReader(findings).readDocument(new Fields(document, "", findings));
    if (!findings.list().isEmpty()) {
      throw new IllegalArgumentException("Not a pipeline that was checked: " + findings.list());
    }
    return pipeline;
  }

  /**
   * Reads a pipeline that is a part of another document.
   *
   * @param fields of the pipeline; values that are {@link dev.estiba.document.Unknown} yet are
   *     taken for right ones
   * @return the pipeline, which is to be used only where nothing wrong was found and nothing is
   *     unknown
   */
  public static Pipeline read(Fields fields) {
    return new PipelineReader(fields.findings()).readDocument(fields);
  }
}
