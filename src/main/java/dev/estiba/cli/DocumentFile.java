package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.batch.Batch;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Problem;
import dev.estiba.lint.Lint;
import dev.estiba.lint.LintedKind;
import dev.estiba.pipeline.DocumentKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A task, batch, pipeline, schedule or trigger in a file, in JSON or YAML: as its ending says, or
 * else as it begins.
 *
 * @param name as the user wrote it; {@code -} is standard input
 */
record DocumentFile(String name, Document document) {

  private static final String STANDARD_INPUT = "-";

  /**
   * @throws IOException if there is no such file, or it cannot be read; the message names it
   */
  static DocumentFile read(String name) throws IOException {
    return new DocumentFile(name, document(name, bytes(name)));
  }

  /** What is wrong with it, each with the file's name before it; nothing if it is valid. */
  List<String> complaints() {
    return withName(Lint.problems(document));
  }

  private List<String> withName(List<Problem> problems) {
    return problems.stream().map(problem -> name + ": " + problem).toList();
  }

  /**
   * The document, valid and of that kind.
   *
   * @throws IOException if it is none; the message has all complaints, each in its line
   */
  ObjectNode require(DocumentKind kind) throws IOException {
    return require(LintedKind.of(kind));
  }

  /** As above. */
  ObjectNode require(LintedKind kind) throws IOException {
    refuseOther(kind);
    List<String> complaints = withName(Lint.problems(document, kind));
    if (complaints.isEmpty() && document instanceof Document.Tree tree) {
      return (ObjectNode) tree.tree();
    }
    throw new IOException(complaints.stream().collect(Collectors.joining("\n")));
  }

  /** Only where it is plain what the document is: else its problems say more. */
  private void refuseOther(LintedKind asked) throws IOException {
    if (!(document instanceof Document.Tree tree)) {
      return;
    }
    LintedKind kind = LintedKind.of(tree.tree());
    if (kind != asked && (kind != LintedKind.TASK || tree.tree().has("image"))) {
      throw new IOException(name + ": is a " + Kinds.name(kind) + "; it is " + takenBy(kind) + "'");
    }
  }

  private String takenBy(LintedKind kind) {
    return switch (kind) {
      case TASK -> "run with 'estiba run -f " + name;
      case BATCH -> "run with 'estiba batch " + name;
      case PIPELINE -> "run with 'estiba pipeline " + name;
      case SCHEDULE -> "put with 'estiba schedule put NAME -f " + name;
      case TRIGGER -> "put with 'estiba trigger put NAME -f " + name;
    };
  }

  /**
   * The document, whatever it says.
   *
   * @throws IOException if it is neither JSON nor YAML
   */
  JsonNode tree() throws IOException {
    if (document instanceof Document.Malformed malformed) {
      throw new IOException(name + ": " + malformed.problem());
    }
    return ((Document.Tree) document).tree();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream file =
        name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name))) {
      return file.readNBytes(Batch.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(name + ": there is no such file", e);
    } catch (IOException e) {
      throw new IOException(name + ": cannot be read: " + Failures.describe(e), e);
    }
  }

  private static Document document(String name, byte[] bytes) {
    if (bytes.length > Batch.MAX_BYTES) {
      return malformed("must have at most " + Batch.MAX_BYTES + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Document.read(text, format(name, text));
    } catch (CharacterCodingException e) {
      return malformed("is not text in UTF-8");
    }
  }

  private static Document malformed(String message) {
    return new Document.Malformed(new Problem("", message));
  }

  private static DocumentFormat format(String name, String text) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      return DocumentFormat.JSON;
    }
    return lower.endsWith(".yaml") || lower.endsWith(".yml")
        ? DocumentFormat.YAML
        : DocumentFormat.guess(text);
  }
}
