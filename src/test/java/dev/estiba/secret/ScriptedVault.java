package dev.estiba.secret;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A Key Vault that challenges who comes without a token, as the real one does, and else answers
 * what a test wrote down. It stands where the network is.
 */
final class ScriptedVault implements HttpClient {

  /** A challenge is remembered per vault by the SDK, for the whole process. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private record Answer(int status, HttpHeaders headers, String body) {}

  final String url = "https://vault" + NUMBER.incrementAndGet() + ".vault.azure.net";
  final List<HttpRequest> requests = new ArrayList<>();
  final AtomicInteger tokens = new AtomicInteger();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private String resource = "https://vault.azure.net";
  private Instant now = Instant.parse("2026-10-01T00:00:00Z");
  private boolean unreachable;
  private boolean withoutIdentity;

  /** The product's reader, at the end of this network. */
  KeyVaultSecrets reader() {
    TokenCredential credential =
        request ->
            withoutIdentity
                ? Mono.error(
                    new com.azure.identity.CredentialUnavailableException("no identity here"))
                : Mono.fromSupplier(this::token);
    return new KeyVaultSecrets(() -> this, () -> credential, () -> now);
  }

  SecretUrl secret(String name) {
    return SecretUrl.parse(url + "/secrets/" + name).orElseThrow();
  }

  ScriptedVault answers(int status, String body) {
    answers.add(new Answer(status, new HttpHeaders(), body));
    return this;
  }

  /** A secret that is there. */
  ScriptedVault holds(String value) {
    return answers(200, "{\"value\":\"" + value + "\",\"id\":\"" + url + "/secrets/n/v\"}");
  }

  /** A secret with dates, in seconds from now. */
  ScriptedVault holds(String value, long notBefore, long expires) {
    return answers(
        200,
        "{\"value\":\"%s\",\"id\":\"%s/secrets/n/v\",\"attributes\":{\"enabled\":true,\"nbf\":%d,\"exp\":%d,\"created\":%d,\"updated\":%d}}"
            .formatted(
                value,
                url,
                now.getEpochSecond() + notBefore,
                now.getEpochSecond() + expires,
                now.getEpochSecond(),
                now.getEpochSecond()));
  }

  /** An error document with an inner code. */
  ScriptedVault fails(int status, String code, String innerCode, String message) {
    return answers(
        status,
        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"innererror\":{\"code\":\"%s\"}}}"
            .formatted(code, message, innerCode));
  }

  ScriptedVault redirectsTo(String location) {
    answers.add(new Answer(302, new HttpHeaders().set(HttpHeaderName.LOCATION, location), ""));
    return this;
  }

  /** Asks for a token of another service. */
  ScriptedVault challengesFor(String otherResource) {
    resource = otherResource;
    return this;
  }

  ScriptedVault unreachable() {
    unreachable = true;
    return this;
  }

  ScriptedVault withoutIdentity() {
    withoutIdentity = true;
    return this;
  }

  /** Each request that brought a token, by its URL. */
  List<String> withToken() {
    return requests.stream()
        .filter(request -> request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION) != null)
        .map(request -> request.getUrl().toString())
        .toList();
  }

  private AccessToken token() {
    tokens.incrementAndGet();
    return new AccessToken("token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
  }

  @Override
  public synchronized Mono<HttpResponse> send(HttpRequest request) {
    requests.add(request.copy());
    if (unreachable) {
      return Mono.error(new java.net.ConnectException());
    }
    Answer answer =
        request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION) == null
            ? challenge()
            : answers.removeFirst();
    return Mono.just(new Response(request, answer));
  }

  private Answer challenge() {
    HttpHeaders headers =
        new HttpHeaders()
            .set(
                HttpHeaderName.WWW_AUTHENTICATE,
                "Bearer authorization=\"https://login.microsoftonline.com/tenant\", resource=\""
                    + resource
                    + "\"");
    return new Answer(401, headers, "");
  }

  private static final class Response extends HttpResponse {

    private final Answer answer;

    Response(HttpRequest request, Answer answer) {
      super(request);
      this.answer = answer;
    }

    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
      return answer.headers().getValue(HttpHeaderName.fromString(name));
    }

    @Override
    public HttpHeaders getHeaders() {
      return answer.headers();
    }

    @Override
    public Flux<ByteBuffer> getBody() {
      return Flux.defer(() -> Flux.just(ByteBuffer.wrap(bytes())));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
      return Mono.just(bytes());
    }

    @Override
    public Mono<String> getBodyAsString() {
      return Mono.just(answer.body());
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
      return Mono.just(answer.body());
    }

    private byte[] bytes() {
      return answer.body().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** For the tests that never get so far. */
  static KeyVaultSecrets none() {
    return new KeyVaultSecrets(
        () -> {
          throw new AssertionError("Key Vault was asked");
        },
        () -> {
          throw new AssertionError("a credential was made");
        },
        Instant::now);
  }
}
