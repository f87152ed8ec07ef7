package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.Problem;
import dev.estiba.task.TaskParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the task in a request, or makes the answer that says what is wrong with it. */
final class TaskRequests {

  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private TaskRequests() {}

  sealed interface Read {

    record Accepted(ContainerTask task) implements Read {}

    record Refused(HttpResponseMessage answer) implements Read {}
  }

  static Read read(HttpRequestMessage<Optional<String>> request) {
    String contentType = request.getHeaders().getOrDefault("content-type", "");
    if (!isJson(contentType)) {
      return refused(
          Problems.answer(
              request,
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "Not JSON",
              "The Content-Type must be application/json; it is '" + contentType + "'."));
    }
    String body = request.getBody().orElse("");
    if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BODY_BYTES) {
      return refused(
          Problems.answer(
              request,
              HttpStatus.PAYLOAD_TOO_LARGE,
              "Request too large",
              "A task may have at most " + MAX_BODY_BYTES + " bytes of JSON."));
    }
    return read(request, body);
  }

  private static Read read(HttpRequestMessage<?> request, String body) {
    ParsedTask parsed =
        body.isBlank()
            ? new ParsedTask.Invalid(
                List.of(new Problem("", "must be a JSON object such as {\"image\": \"busybox\"}")))
            : TaskParser.parse(body);
    return parsed instanceof ParsedTask.Invalid invalid
        ? refused(invalid(request, invalid.problems()))
        : new Read.Accepted(((ParsedTask.Valid) parsed).task());
  }

  static HttpResponseMessage invalid(HttpRequestMessage<?> request, List<Problem> problems) {
    String detail = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    return Problems.answer(request, HttpStatus.BAD_REQUEST, "Invalid task", detail, problems);
  }

  private static Read refused(HttpResponseMessage response) {
    return new Read.Refused(response);
  }

  private static boolean isJson(String contentType) {
    String mediaType = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return mediaType.equals("application/json") || mediaType.endsWith("+json");
  }
}
