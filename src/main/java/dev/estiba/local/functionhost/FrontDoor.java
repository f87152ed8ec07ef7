package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.durable.ManagementUrls;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.UrlText;
import java.util.List;
import java.util.Locale;

/** Sends each request to the part of the host that answers it. */
final class FrontDoor implements HttpEndpoint {

  private static final List<String> DURABLE = UrlText.segments(ManagementUrls.BASE_PATH);

  private final HttpEndpoint admin;
  private final HttpEndpoint durable;
  private final HttpEndpoint functions;

  FrontDoor(HttpEndpoint admin, HttpEndpoint durable, HttpEndpoint functions) {
    this.admin = admin;
    this.durable = durable;
    this.functions = functions;
  }

  @Override
  public HttpReply answer(HttpCall call) throws Exception {
    List<String> segments =
        call.segments().stream().map(segment -> segment.toLowerCase(Locale.ROOT)).toList();
    if (startsWith(segments, DURABLE)) {
      return durable.answer(call);
    }
    if (startsWith(segments, List.of("admin"))) {
      return admin.answer(call);
    }
    return functions.answer(call);
  }

  private static boolean startsWith(List<String> segments, List<String> start) {
    return segments.size() >= start.size() && segments.subList(0, start.size()).equals(start);
  }
}
