package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Answers requests for tokens; a container shows its group's secret. */
final class IdentityHandler extends Handler.Abstract {

  static final String PATH = "/msi/token";

  private final GroupTable groups;
  private final TokenIssuer issuer;
  private final InstantSource clock;

  IdentityHandler(GroupTable groups, TokenIssuer issuer, InstantSource clock) {
    this.groups = groups;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ObjectNode answer = Json.object();
    response.setStatus(answer(request, answer));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    Content.Sink.write(response, true, answer.toString(), callback);
    return true;
  }

  private int answer(Request request, ObjectNode answer) {
    if (!request.getHttpURI().getCanonicalPath().equals(PATH)
        || !request.getMethod().equals("GET")) {
      return refuse(answer, 404, "not_found", "Only GET " + PATH + " is answered.");
    }
    String secret = request.getHeaders().get("X-IDENTITY-HEADER");
    Optional<ContainerGroup> group =
        Optional.ofNullable(secret).flatMap(issuer::groupOf).flatMap(groups::get);
    if (group.isEmpty()) {
      String remedy = "The header X-IDENTITY-HEADER must be the value of IDENTITY_HEADER.";
      return refuse(answer, 401, "unauthorized_client", remedy);
    }
    Fields query = Request.extractQueryParameters(request);
    String resource = query.getValue("resource");
    if (resource == null || resource.isBlank()) {
      return refuse(answer, 400, "invalid_request", "The query parameter 'resource' is missing.");
    }
    return Identities.choose(group.get(), query::getValue)
        .map(holder -> grant(answer, holder, resource))
        .orElseGet(() -> refuse(answer, 400, "invalid_request", "Identity not found"));
  }

  private int grant(ObjectNode answer, TokenIssuer.Holder holder, String resource) {
    Instant expires = clock.instant().plus(TokenIssuer.VALIDITY);
    answer.put("access_token", issuer.issue(holder, resource));
    answer.put("expires_on", String.valueOf(expires.getEpochSecond()));
    answer.put("resource", resource).put("token_type", "Bearer");
    answer.put("client_id", holder.clientId());
    return 200;
  }

  private static int refuse(ObjectNode answer, int status, String error, String description) {
    answer.put("error", error).put("error_description", description);
    return status;
  }
}
