package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.estiba.task.Delivery;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What https promises is kept. */
class WebhookHttpsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void a_server_that_nobody_vouches_for_is_told_nothing() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    server.createContext("/", exchange -> requests.incrementAndGet());
    server.start();
    String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    try {
      Delivery delivery =
          new WebhookSender(
                  new AddressGuard(AllowedNetworks.parse("127.0.0.0/8")), InstantSource.system())
              .send(url, new WebhookMessage("root/0", "{}", null));

      assertThat(delivery)
          .isInstanceOfSatisfying(
              Delivery.Again.class,
              again ->
                  assertThat(again.why())
                      .startsWith(url + " could not be reached: ")
                      .contains("PKIX path building failed"));
      assertThat(requests).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/, https://other/, false",
    "https://h/, HTTPS://other/, false",
    "https://h/, http://h/, true",
    "https://h/, ftp://h/, true",
    "http://h/, http://h/x, false",
    "http://h/, https://h/, false"
  })
  void a_redirect_does_not_lead_from_https_to_what_others_can_read(
      String from, String to, boolean loses) {
    assertThat(Target.of(URI.create(from)).orElseThrow().losesSecrecyAt(URI.create(to)))
        .isEqualTo(loses);
  }
}
