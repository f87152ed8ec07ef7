package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.task.Delivery;
import dev.estiba.webhook.Receiver.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks over real sockets. */
class WebhookSenderTest {

  private static final AllowedNetworks LOOPBACK = AllowedNetworks.parse("127.0.0.0/8");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_767_225_600));
  private static final String BODY = "{\"grüße\": \"hola\"}";
  private static final WebhookMessage PLAIN = new WebhookMessage("root/0", BODY, null);

  private final Receiver receiver = new Receiver();
  private final WebhookSender sender = sender(new AddressGuard(LOOPBACK));

  private static WebhookSender sender(AddressGuard guard) {
    return new WebhookSender(guard, CLOCK);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private static WebhookMessage signedWith(String secret) {
    return new WebhookMessage("root/0", BODY, SigningKey.of(secret).orElseThrow());
  }

  @Test
  void an_event_is_posted_with_its_id_and_time() {
    assertThat(sender.send(receiver.url("/a/b?c=d"), PLAIN)).isEqualTo(new Delivery.Delivered(200));

    Receiver.Request request = receiver.requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/a/b?c=d");
    assertThat(request.body()).isEqualTo(BODY);
    assertThat(request.header("Content-Type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(request.header("webhook-id")).isEqualTo("root/0");
    assertThat(request.header("webhook-timestamp")).isEqualTo("1767225600");
    assertThat(request.header("webhook-signature")).isEmpty();
    assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
  }

  @Test
  void whoever_has_the_key_can_check_the_signature() throws Exception {
    byte[] key = "0123456789abcdef01234567".getBytes(StandardCharsets.US_ASCII);

    sender.send(receiver.url("/"), signedWith("whsec_" + Base64.getEncoder().encodeToString(key)));
    sender.send(receiver.url("/"), signedWith("schlüssel"));

    assertThat(signature(0)).isEqualTo(hmac(key, receiver.requests.get(0)));
    assertThat(signature(1))
        .isEqualTo(hmac("schlüssel".getBytes(StandardCharsets.UTF_8), receiver.requests.get(1)));
  }

  private String signature(int request) {
    return receiver.requests.get(request).header("webhook-signature");
  }

  /** As a receiver makes it from what it got. */
  private static String hmac(byte[] key, Receiver.Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String content =
        String.join(
            ".", request.header("webhook-id"), request.header("webhook-timestamp"), request.body());
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** The example of the specification's reference libraries. */
  @Test
  void the_signature_is_that_of_standard_webhooks() {
    SigningKey key = SigningKey.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();

    assertThat(key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_?"})
  void what_is_no_key_signs_nothing(String secret) {
    assertThat(SigningKey.of(secret)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500, 503})
  void other_answers_are_worth_another_try(int status) {
    receiver.answers = request -> Answer.of(status);

    assertThat(sender.send(receiver.url("/x?token=t0ken"), PLAIN))
        .isEqualTo(new Delivery.Again(receiver.url("/x") + " answered " + status + ".", null));
  }

  @Test
  void a_server_may_say_when() {
    receiver.answers = request -> new Answer(503, Map.of("Retry-After", "77"));
    Delivery seconds = sender.send(receiver.url("/"), PLAIN);
    receiver.answers =
        request -> new Answer(429, Map.of("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT"));
    Delivery time = sender.send(receiver.url("/"), PLAIN);

    assertThat(((Delivery.Again) seconds).retryAfterSeconds()).isEqualTo(77);
    assertThat(((Delivery.Again) time).retryAfterSeconds()).isGreaterThan(1_000_000);
  }

  @Test
  void who_is_gone_is_not_asked_again() {
    receiver.answers = request -> Answer.of(410);

    assertThat(sender.send(receiver.url("/"), PLAIN))
        .isEqualTo(new Delivery.Refused(receiver.url("/") + " answered 410: it wants no more."));
  }

  @Test
  void a_redirect_that_keeps_what_is_posted_is_followed_with_the_same_headers() {
    receiver.answers =
        request ->
            request.path().equals("/new")
                ? Answer.of(204)
                : new Answer(request.path().equals("/") ? 307 : 308, Map.of("Location", "/new"));

    Delivery delivery = sender.send(receiver.url("/"), signedWith("key"));

    assertThat(delivery).isEqualTo(new Delivery.Delivered(204));
    assertThat(receiver.requests).hasSize(2).extracting(Receiver.Request::body).containsOnly(BODY);
    assertThat(signature(1)).isNotEmpty().isEqualTo(signature(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void a_redirect_that_loses_what_is_posted_is_a_failure_that_says_so(int status) {
    receiver.answers = request -> new Answer(status, Map.of("Location", "/new"));

    Delivery delivery = sender.send(receiver.url("/"), PLAIN);

    assertThat(((Delivery.Again) delivery).why()).contains("Only 307 and 308 are followed");
    assertThat(receiver.requests).hasSize(1);
  }

  @Test
  void redirects_are_followed_three_times_at_most() {
    receiver.answers = request -> new Answer(307, Map.of("Location", "/again"));

    Delivery delivery = sender.send(receiver.url("/"), PLAIN);

    assertThat(delivery).isEqualTo(new Delivery.Again("It redirected more than 3 times.", null));
    assertThat(receiver.requests).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://169.254.169.254/metadata/identity",
        "http://[::1]/",
        "//192.168.0.1/",
        "http://2851995905/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "http://me@1.1.1.1/"
      })
  void a_redirect_to_where_nothing_is_sent_ends_there(String location) {
    receiver.answers = request -> new Answer(307, Map.of("Location", location));

    assertThat(sender.send(receiver.url("/"), PLAIN)).isInstanceOf(Delivery.Refused.class);
    assertThat(receiver.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "127.1"})
  void this_host_is_not_sent_to_where_nobody_allows_it(String host) {
    WebhookSender strict = sender(new AddressGuard(AllowedNetworks.NONE));

    Delivery delivery = strict.send("http://" + host + ":" + receiver.port() + "/", PLAIN);

    assertThat(delivery)
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused -> assertThat(refused.why()).contains("ESTIBA_ALLOWED_NETWORKS"));
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void a_name_is_looked_up_once_and_connected_to_where_it_was_found() {
    AtomicInteger lookUps = new AtomicInteger();
    AddressGuard guard =
        new AddressGuard(
            LOOPBACK,
            host ->
                new InetAddress[] {
                  InetAddress.getByName(lookUps.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
                });

    Delivery delivery =
        sender(guard).send("http://rebinds.invalid:" + receiver.port() + "/", PLAIN);

    assertThat(delivery).isEqualTo(new Delivery.Delivered(200));
    assertThat(lookUps).hasValue(1);
    assertThat(receiver.requests.get(0).header("Host"))
        .isEqualTo("rebinds.invalid:" + receiver.port());
  }

  @Test
  void a_name_without_an_address_may_have_one_later() {
    AddressGuard guard =
        new AddressGuard(
            LOOPBACK,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(sender(guard).send("https://example.org/x", PLAIN))
        .isEqualTo(new Delivery.Again("The name example.org has no address.", null));
  }

  @Test
  void where_nobody_listens_somebody_may_later() {
    receiver.close();

    Delivery delivery = sender.send(receiver.url("/x?token=t0ken"), PLAIN);

    assertThat(((Delivery.Again) delivery).why())
        .startsWith(receiver.url("/x") + " could not be reached: ")
        .doesNotContain("t0ken");
  }

  @Test
  void an_endless_answer_delays_nothing() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread endless = new Thread(() -> answerForEver(server));
      endless.start();

      Delivery delivery = sender.send("http://127.0.0.1:" + server.getLocalPort() + "/", PLAIN);

      assertThat(delivery).isEqualTo(new Delivery.Delivered(200));
    }
  }

  /** Until the other side is gone. */
  private static void answerForEver(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write("4\r\nabcd\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoever_does_not_answer_is_left_in_time() throws IOException {
    WebhookSender hasty =
        new WebhookSender(new AddressGuard(LOOPBACK), CLOCK, Duration.ofMillis(200));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(hasty.send("http://127.0.0.1:" + silent.getLocalPort() + "/", PLAIN))
          .isEqualTo(new Delivery.Again("There was no answer within 1 s.", null));
    }
  }
}
