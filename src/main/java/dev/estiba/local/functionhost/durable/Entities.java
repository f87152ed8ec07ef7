package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpReply;
import java.util.List;

/** There are no durable entities here: none is ever found, and none takes a signal. */
final class Entities {

  private Entities() {}

  /**
   * @param path begins with {@code entities}
   */
  static HttpReply answer(HttpCall call, List<String> path) {
    if (path.size() > 3) {
      return HttpReply.of(404);
    }
    return switch (call.method()) {
      case "GET" -> path.size() == 3 ? HttpReply.of(404) : none();
      case "POST", "DELETE" ->
          HttpReply.message(
              501, "This host has no durable entities. Java functions cannot declare any.");
      default -> HttpReply.of(404);
    };
  }

  private static HttpReply none() {
    return HttpReply.json(200, List.of()).with(InstanceReads.CONTINUATION_HEADER, "");
  }
}
