package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the task in a request, or makes the answer that says what is wrong with it. */
final class TaskRequests {

  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private TaskRequests() {}

  sealed interface Read {

    /**
     * A task that keeps all rules.
     *
     * @param document that it was read from
     */
    record Accepted(ContainerTask task, JsonNode document) implements Read {}

    record Refused(HttpResponseMessage answer) implements Read {}
  }

  /** The document of a request, before anything in it is understood. */
  sealed interface ReadDocument {

    record Accepted(JsonNode tree) implements ReadDocument {}

    record Refused(HttpResponseMessage answer) implements ReadDocument {}
  }

  static Read read(HttpRequestMessage<Optional<String>> request) {
    ReadDocument document = readDocument(request);
    if (document instanceof ReadDocument.Refused refused) {
      return new Read.Refused(refused.answer());
    }
    JsonNode tree = ((ReadDocument.Accepted) document).tree();
    ParsedTask parsed = TaskParser.parse(tree);
    return parsed instanceof ParsedTask.Invalid invalid
        ? new Read.Refused(invalid(request, invalid.problems()))
        : new Read.Accepted(((ParsedTask.Valid) parsed).task(), tree);
  }

  static ReadDocument readDocument(HttpRequestMessage<Optional<String>> request) {
    String contentType = request.getHeaders().getOrDefault("content-type", "");
    Optional<DocumentFormat> format = format(contentType);
    if (format.isEmpty()) {
      return new ReadDocument.Refused(unsupported(request, contentType));
    }
    String body = request.getBody().orElse("");
    if (body.getBytes(StandardCharsets.UTF_8).length > Document.MAX_BYTES) {
      return new ReadDocument.Refused(tooLarge(request));
    }
    Document document = Document.read(body, format.get());
    return document instanceof Document.Malformed malformed
        ? new ReadDocument.Refused(invalid(request, List.of(malformed.problem())))
        : new ReadDocument.Accepted(((Document.Tree) document).tree());
  }

  static HttpResponseMessage invalid(HttpRequestMessage<?> request, List<Problem> problems) {
    String detail = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    return Problems.answer(request, HttpStatus.BAD_REQUEST, "Invalid task", detail, problems);
  }

  private static Optional<DocumentFormat> format(String contentType) {
    String mediaType = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (YAML.contains(mediaType)) {
      return Optional.of(DocumentFormat.YAML);
    }
    return mediaType.equals("application/json") || mediaType.endsWith("+json")
        ? Optional.of(DocumentFormat.JSON)
        : Optional.empty();
  }

  private static HttpResponseMessage unsupported(
      HttpRequestMessage<?> request, String contentType) {
    return Problems.answer(
        request,
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "Neither JSON nor YAML",
        "The Content-Type must be application/json or application/yaml; it is '"
            + contentType
            + "'.");
  }

  private static HttpResponseMessage tooLarge(HttpRequestMessage<?> request) {
    return Problems.answer(
        request,
        HttpStatus.PAYLOAD_TOO_LARGE,
        "Request too large",
        "A task may have at most " + Document.MAX_BYTES + " bytes.");
  }
}
