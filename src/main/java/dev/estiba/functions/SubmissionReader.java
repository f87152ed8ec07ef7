package dev.estiba.functions;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Problem;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.pipeline.ParsedPipeline;
import dev.estiba.pipeline.PipelineParser;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes of a document what starts an orchestration, wherever the document comes from. */
final class SubmissionReader {

  private final Services services;

  SubmissionReader(Services services) {
    this.services = services;
  }

  /** What became of a document. */
  sealed interface Read {

    record Valid(Submission submission) implements Read {}

    /** Never empty. */
    record Invalid(List<Problem> problems) implements Read {

      private static Invalid of(String message) {
        return new Invalid(List.of(new Problem("", message)));
      }
    }
  }

  /** How long a document of a kind may be, in bytes of UTF-8. */
  static int maxBytes(DocumentKind kind) {
    return kind == DocumentKind.BATCH ? Batch.MAX_BYTES : Document.MAX_BYTES;
  }

  /** Reads a document of any kind, in JSON or in YAML. */
  Read read(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Batch.MAX_BYTES) {
      return tooLarge(Batch.MAX_BYTES);
    }
    Document document = Document.read(text, DocumentFormat.guess(text));
    if (document instanceof Document.Malformed malformed) {
      return new Read.Invalid(List.of(malformed.problem()));
    }
    Document.Tree tree = (Document.Tree) document;
    DocumentKind kind = DocumentKind.of(tree.tree());
    return bytes > maxBytes(kind) ? tooLarge(maxBytes(kind)) : read(tree, kind);
  }

  private static Read tooLarge(int maxBytes) {
    return Read.Invalid.of("may have at most " + maxBytes + " bytes");
  }

  /** Reads a document that has to be of one kind. */
  Read read(Document.Tree document, DocumentKind kind) {
    return switch (kind) {
      case TASK -> task(document);
      case BATCH -> batch(document);
      case PIPELINE -> pipeline(document);
    };
  }

  private Read task(Document.Tree document) {
    ParsedTask parsed = TaskParser.parse(document);
    return parsed instanceof ParsedTask.Valid valid
        ? new Read.Valid(new TaskSubmission(valid.task(), document.tree(), services))
        : new Read.Invalid(((ParsedTask.Invalid) parsed).problems());
  }

  private Read batch(Document.Tree document) {
    ParsedBatch parsed = BatchParser.parse(document);
    return parsed instanceof ParsedBatch.Valid valid
        ? new Read.Valid(
            new BatchSubmission(valid.batch(), valid.literalSecrets(), document.tree(), services))
        : new Read.Invalid(((ParsedBatch.Invalid) parsed).problems());
  }

  private Read pipeline(Document.Tree document) {
    ParsedPipeline parsed = PipelineParser.parse(document);
    return parsed instanceof ParsedPipeline.Valid valid
        ? new Read.Valid(new PipelineSubmission(valid.literalSecrets(), document.tree(), services))
        : new Read.Invalid(((ParsedPipeline.Invalid) parsed).problems());
  }
}
