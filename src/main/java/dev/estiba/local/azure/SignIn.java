package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The part of Microsoft Entra ID that gives a service principal a token for its client secret (<a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">client
 * credentials</a>). Every tenant and client exists, and the secret of all is the data directory's
 * token.
 */
final class SignIn {

  private static final Pattern DISCOVERY =
      Pattern.compile("/([^/]+)(/v2\\.0)?/\\.well-known/openid-configuration");
  private static final Pattern TOKEN = Pattern.compile("/[^/]+/oauth2/v2\\.0/token");

  private static final String EVERYTHING = "/.default";

  private final AccessTokens tokens;
  private final TokenIssuer issuer;

  SignIn(AccessTokens tokens, TokenIssuer issuer) {
    this.tokens = tokens;
    this.issuer = issuer;
  }

  static boolean isAt(String path) {
    return DISCOVERY.matcher(path).matches() || TOKEN.matcher(path).matches();
  }

  ArmResponse answer(Request request, URI base, String body) {
    String path = Request.getPathInContext(request);
    if (request.getMethod().equals("GET") && DISCOVERY.matcher(path).matches()) {
      return ArmResponse.of(200, discovery(base, path.split("/", 3)[1]));
    }
    if (request.getMethod().equals("POST") && TOKEN.matcher(path).matches()) {
      Fields form = new Fields();
      UrlEncoded.decodeTo(body, form::add, StandardCharsets.UTF_8);
      return token(form);
    }
    throw ArmErrors.methodNotAllowed(request.getMethod());
  }

  private static ObjectNode discovery(URI base, String tenant) {
    String root = base + "/" + tenant;
    ObjectNode body = Json.object();
    body.put("issuer", root + "/v2.0");
    body.put("authorization_endpoint", root + "/oauth2/v2.0/authorize");
    body.put("token_endpoint", root + "/oauth2/v2.0/token");
    body.putArray("token_endpoint_auth_methods_supported").add("client_secret_post");
    body.putArray("response_types_supported").add("token");
    return body;
  }

  private ArmResponse token(Fields form) {
    String grant = value(form, "grant_type");
    if (!grant.equals("client_credentials")) {
      String why = "Only 'client_credentials' is granted here, not '" + grant + "'.";
      return refusal(400, "unsupported_grant_type", why);
    }
    Optional<String> audience = audience(value(form, "scope"));
    if (audience.isEmpty()) {
      String why = "The scope must be a resource followed by /.default.";
      return refusal(400, "invalid_scope", why);
    }
    if (!tokens.isOwn(value(form, "client_secret"))) {
      String why = "The client_secret must be what the file 'token' of the data directory holds.";
      return refusal(401, "invalid_client", why);
    }
    return ArmResponse.of(200, granted(value(form, "client_id"), audience.get()));
  }

  /** Some clients ask for more, such as {@code openid}, that is of no use to them here. */
  private static Optional<String> audience(String scope) {
    return Stream.of(scope.split(" "))
        .filter(word -> word.endsWith(EVERYTHING))
        .map(word -> word.substring(0, word.length() - EVERYTHING.length()))
        .findFirst();
  }

  private ObjectNode granted(String client, String audience) {
    long seconds = TokenIssuer.VALIDITY.toSeconds();
    TokenIssuer.Holder holder = Identities.servicePrincipal(client);
    return Json.object()
        .put("token_type", "Bearer")
        .put("expires_in", seconds)
        .put("ext_expires_in", seconds)
        .put("access_token", issuer.issue(holder, audience));
  }

  private static ArmResponse refusal(int status, String error, String description) {
    ObjectNode body = Json.object().put("error", error).put("error_description", description);
    return ArmResponse.of(status, body);
  }

  private static String value(Fields form, String name) {
    Fields.Field field = form.get(name);
    return field == null ? "" : field.getValue();
  }
}
