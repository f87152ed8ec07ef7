package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.durable.ManagementUrls;
import dev.estiba.local.functionhost.keys.Gate;
import dev.estiba.local.functionhost.keys.KeyLevel;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.UrlText;
import java.util.List;
import java.util.Locale;

/** Sends each request to the part of the host that answers it. */
final class FrontDoor implements HttpEndpoint {

  private static final List<String> DURABLE = UrlText.segments(ManagementUrls.BASE_PATH);

  private static final KeyLevel DURABLE_LEVEL = new KeyLevel.System(HostGate.DURABLE_KEY);

  private final Gate gate;
  private final HttpEndpoint admin;
  private final HttpEndpoint durable;
  private final HttpEndpoint functions;

  FrontDoor(Gate gate, HttpEndpoint admin, HttpEndpoint durable, HttpEndpoint functions) {
    this.gate = gate;
    this.admin = admin;
    this.durable = durable;
    this.functions = functions;
  }

  @Override
  public HttpReply answer(HttpCall call) throws Exception {
    List<String> segments =
        call.segments().stream().map(segment -> segment.toLowerCase(Locale.ROOT)).toList();
    if (startsWith(segments, DURABLE)) {
      return guarded(durable, DURABLE_LEVEL, call);
    }
    if (startsWith(segments, List.of("admin"))) {
      return guarded(admin, adminLevel(call), call);
    }
    HttpReply reply = functions.answer(call);
    boolean isHome = segments.isEmpty() && reply.status() == 404;
    return isHome ? admin.answer(call) : reply; // As in Azure, a function comes first.
  }

  private HttpReply guarded(HttpEndpoint endpoint, KeyLevel level, HttpCall call) throws Exception {
    return HostGate.admits(gate, level, call)
        ? endpoint.answer(call)
        : HostGate.unauthorized(level);
  }

  /** What is not there is hidden from those without the master key. */
  private static KeyLevel adminLevel(HttpCall call) {
    return AdminOperation.of(call).map(AdminOperation::level).orElse(new KeyLevel.Admin());
  }

  private static boolean startsWith(List<String> segments, List<String> start) {
    return segments.size() >= start.size() && segments.subList(0, start.size()).equals(start);
  }
}
