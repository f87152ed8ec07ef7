package dev.estiba.local.azure;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Lets in who has a token, and refuses what a web page makes a browser send to this machine. */
final class RequestGuard {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
  private static final String SCHEME = "bearer ";

  private final AccessTokens tokens;

  RequestGuard(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @param base scheme, host and port as the client wrote them
   * @throws ArmException if the request is refused
   */
  void check(Request request, URI base) {
    // A web page that resolves its own name to 127.0.0.1 must not reach this API.
    String host = Request.getServerName(request);
    if (!LOOPBACK.contains(host)) {
      throw ArmErrors.hostNotAllowed(host);
    }
    if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
      throw ArmErrors.originNotAllowed();
    }
    String path = Request.getPathInContext(request);
    if (!CloudMetadata.isAt(path) && !SignIn.isAt(path)) {
      checkToken(request.getHeaders().get(HttpHeader.AUTHORIZATION), base);
    }
  }

  private void checkToken(@Nullable String authorization, URI base) {
    if (authorization == null) {
      throw ArmErrors.noAuthorization();
    }
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        || !tokens.accept(authorization.substring(SCHEME.length()).strip(), base)) {
      throw ArmErrors.invalidToken();
    }
  }
}
