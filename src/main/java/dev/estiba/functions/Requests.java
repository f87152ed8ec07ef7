package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the document in a request, or makes the answer that says what is wrong with it. */
final class Requests {

  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private Requests() {}

  /** The document of a request, before anything in it is understood. */
  sealed interface Read {

    record Accepted(Document.Tree document) implements Read {}

    record Refused(HttpResponseMessage answer) implements Read {}
  }

  /**
   * @param maxBytes how long the document may be, in UTF-8
   */
  static Read read(HttpRequestMessage<Optional<String>> request, int maxBytes) {
    String contentType = request.getHeaders().getOrDefault("content-type", "");
    Optional<DocumentFormat> format = format(contentType);
    if (format.isEmpty()) {
      return new Read.Refused(unsupported(request, contentType));
    }
    String body = request.getBody().orElse("");
    if (isLonger(body, maxBytes)) {
      return new Read.Refused(tooLarge(request, maxBytes));
    }
    Document document = Document.read(body, format.get());
    return document instanceof Document.Malformed malformed
        ? new Read.Refused(invalid(request, List.of(malformed.problem())))
        : new Read.Accepted((Document.Tree) document);
  }

  static HttpResponseMessage invalid(HttpRequestMessage<?> request, List<Problem> problems) {
    String detail = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    return Problems.answer(request, HttpStatus.BAD_REQUEST, "Invalid request", detail, problems);
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

  /** Whether a text has more bytes in UTF-8. */
  static boolean isLonger(String text, int maxBytes) {
    return text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
  }

  static HttpResponseMessage tooLarge(HttpRequestMessage<?> request, int maxBytes) {
    return Problems.answer(
        request,
        HttpStatus.PAYLOAD_TOO_LARGE,
        "Request too large",
        "The request may have at most " + maxBytes + " bytes.");
  }
}
