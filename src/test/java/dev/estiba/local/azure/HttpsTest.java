package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients meet that send their tokens over TLS only. */
final class HttpsTest {

  private static final String GROUPS = "/subscriptions/s1/resourcegroups?api-version=2025-04-01";

  /** Making keys takes a second. */
  @TempDir static Path made;

  @TempDir Path data;
  private LocalAzure azure;

  @BeforeAll
  static void makeTheCertificate() throws Exception {
    LocalAzure.start(LocalAzureOptions.in(made, RuntimeKind.SIMULATED).withHttps(true)).close();
  }

  @BeforeEach
  void takeTheCertificate() throws Exception {
    for (String file : List.of("keystore.p12", "keystore.secret", "ca.pem")) {
      Files.copy(made.resolve(file), data.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    start();
  }

  private void start() throws Exception {
    azure = LocalAzure.start(options());
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private LocalAzureOptions options() {
    return LocalAzureOptions.in(data, RuntimeKind.SIMULATED).withHttps(true);
  }

  private Certificate authority() throws Exception {
    return authority(azure);
  }

  private static Certificate authority(LocalAzure azure) throws Exception {
    try (InputStream pem = Files.newInputStream(azure.caFile().orElseThrow())) {
      return CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  private HttpClient client() throws Exception {
    return client(azure);
  }

  /** One that trusts that one only. */
  static HttpClient client(LocalAzure azure) throws Exception {
    return trusting(azure).build();
  }

  static HttpClient.Builder trusting(LocalAzure azure) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority(azure));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls);
  }

  private HttpRequest.Builder request(String base, String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + azure.token());
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void a_client_that_trusts_the_authority_is_answered(String host) throws Exception {
    String base = "https://" + host + ":" + azure.endpoint().getPort();

    assertThat(azure.endpoint().toString()).startsWith("https://127.0.0.1:");
    assertThat(send(client(), request(base, GROUPS)).statusCode()).isEqualTo(200);
  }

  @Test
  void others_do_not_trust_it() {
    HttpClient stranger = HttpClient.newHttpClient();

    assertThatThrownBy(() -> send(stranger, request(azure.endpoint().toString(), GROUPS)))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plain_http_is_not_answered() {
    String base = "http://127.0.0.1:" + azure.endpoint().getPort();

    assertThatThrownBy(() -> send(HttpClient.newHttpClient(), request(base, GROUPS)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void what_to_call_next_is_where_the_client_called(String host) throws Exception {
    String base = "https://" + host + ":" + azure.endpoint().getPort();
    HttpClient client = client();
    send(client, put(base, ArmClient.RESOURCE_GROUP, "{\"location\":\"westeurope\"}"));
    String group = ArmClient.group("any", List.of(), Map.of()).toString();

    HttpResponse<String> created = send(client, put(base, ArmClient.GROUPS + "/g1", group));

    String operation = created.headers().firstValue("Azure-AsyncOperation").orElseThrow();
    assertThat(operation).startsWith(base + "/subscriptions/s1/");
    assertThat(send(client, request(operation, "")).statusCode()).isEqualTo(200);
    HttpResponse<String> deleted =
        send(client, request(base, ArmClient.RESOURCE_GROUP + "?api-version=2025-04-01").DELETE());
    assertThat(deleted.headers().firstValue("Location").orElseThrow()).startsWith(base + "/");
  }

  private HttpRequest.Builder put(String base, String path, String body) {
    return request(base, path + "?api-version=2023-05-01")
        .PUT(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void a_directory_keeps_its_certificate_and_its_key_to_its_owner() throws Exception {
    Certificate first = authority();

    azure.close();
    start();

    assertThat(authority()).isEqualTo(first);
    for (String file : List.of("keystore.p12", "keystore.secret")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
          .isEqualTo("rw-------");
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith("draft"));
    }
  }

  /** What is trusted because of one data directory must not vouch for any other server. */
  @Test
  void the_key_of_the_authority_is_not_kept() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    byte[] secret = Files.readAllBytes(data.resolve("keystore.secret"));
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    try (InputStream file = Files.newInputStream(data.resolve("keystore.p12"))) {
      keys.load(file, password.toCharArray());
    }

    assertThat(Collections.list(keys.aliases())).containsExactly("server");
  }

  @Test
  void a_certificate_that_is_about_to_expire_is_made_anew() throws Exception {
    Certificate first = authority();
    Instant end = ((X509Certificate) first).getNotAfter().toInstant();
    azure.close();

    azure = LocalAzure.start(options().withClock(() -> end.minus(Duration.ofDays(91))));
    assertThat(authority()).isEqualTo(first);
    azure.close();
    azure = LocalAzure.start(options().withClock(() -> end.minus(Duration.ofDays(89))));

    assertThat(authority()).isNotEqualTo(first);
    String base = azure.endpoint().toString();
    assertThat(send(client(), request(base, GROUPS)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_key_store_that_is_unreadable_is_named() throws Exception {
    azure.close();
    Files.writeString(data.resolve("keystore.p12"), "nonsense");

    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(data.resolve("keystore.p12").toString());
    Files.delete(data.resolve("keystore.p12"));
    start();
  }
}
