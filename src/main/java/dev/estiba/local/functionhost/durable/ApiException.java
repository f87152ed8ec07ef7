package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with an error, in the extension's words and keys. The extension adds a
 * StackTrace; here no stack leaves the process.
 */
final class ApiException extends RuntimeException {

  private final int status;
  private final String headline;
  private final String type;

  /**
   * @param headline the extension's own text
   * @param type the .NET exception that clients of the extension would see
   * @param why what is wrong, and the remedy
   */
  private ApiException(int status, String headline, String type, @Nullable String why) {
    super(why);
    this.status = status;
    this.headline = headline;
    this.type = type;
  }

  static ApiException wrongArgument(@Nullable String why) {
    return wrongArgument("One or more of the arguments submitted is incorrect", why);
  }

  static ApiException wrongArgument(String headline, @Nullable String why) {
    return new ApiException(400, headline, "System.ArgumentException", why);
  }

  static ApiException invalidJson(@Nullable String why) {
    return new ApiException(
        400, "Invalid JSON content", "Newtonsoft.Json.JsonReaderException", why);
  }

  static ApiException alreadyExists(String headline, @Nullable String why) {
    return new ApiException(
        409, headline, "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", why);
  }

  static ApiException wrongState(@Nullable String why) {
    return failed("System.InvalidOperationException", why);
  }

  /** Not the client's fault. */
  static ApiException failed(String type, @Nullable String why) {
    return new ApiException(500, "Something went wrong while processing your request", type, why);
  }

  HttpReply reply() {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("Message", headline);
    body.put("ExceptionMessage", String.valueOf(getMessage()));
    body.put("ExceptionType", type);
    return HttpReply.text(status, "application/json", Json.write(body));
  }
}
