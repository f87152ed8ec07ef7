package dev.estiba.local.azure;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Refuses what a web page makes a browser send to this machine. */
final class RequestGuard {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private RequestGuard() {}

  static void check(Request request) {
    // A web page that resolves its own name to 127.0.0.1 must not reach this API.
    String host = Request.getServerName(request);
    if (!LOOPBACK.contains(host)) {
      throw ArmErrors.hostNotAllowed(host);
    }
    if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
      throw ArmErrors.originNotAllowed();
    }
  }
}
