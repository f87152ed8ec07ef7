package dev.estiba.local.functionhost.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.estiba.local.functionhost.TestHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A slow, greedy or stubborn client costs the others nothing. */
class WebServerLimitsTest {

  private static final int BODY = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Socket> sockets = new ArrayList<>();
  private WebServer server;
  private TestHttp http;

  private void start(Limits limits) throws IOException {
    server =
        WebServer.bind(new ServerOptions(InetAddress.getLoopbackAddress(), 0, limits, Cors.NONE));
    server.start(this::answer);
    http = new TestHttp(URI.create("http://localhost:" + server.port()));
  }

  private HttpReply answer(HttpCall call) throws InterruptedException {
    return switch (call.path()) {
      case "/hold" -> held();
      case "/odd-status" -> HttpReply.of(99);
      case "/odd-length" -> HttpReply.text(200, "text/plain", "12345").with("Content-Length", "3");
      case "/fail" -> throw new IllegalStateException("secret detail");
      case "/big" -> HttpReply.bytes(200, "application/octet-stream", new byte[BODY]);
      default -> HttpReply.text(200, "text/plain", "read " + call.body().length);
    };
  }

  private HttpReply held() throws InterruptedException {
    release.await();
    return HttpReply.of(200);
  }

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket opened(String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private String head(String request, long length) {
    return request
        + " HTTP/1.1\r\nHost: localhost:"
        + server.port()
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  @Test
  void hundreds_of_clients_that_send_nothing_more_hold_no_thread() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, Duration.ofSeconds(30)));
    for (int i = 0; i < 300; i++) {
      opened(head("POST /", 1000) + "a little");
      opened("GET / HT");
    }

    assertThat(http.post("/", "12345").body()).isEqualTo("read 5");
  }

  @Test
  void a_body_that_comes_too_slowly_is_answered_408() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));
    Socket slow = opened(head("POST /", 1000) + "a");

    assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 408");
  }

  @Test
  void a_head_that_comes_drop_by_drop_is_cut_off() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));
    Socket slow = opened("GET / HTTP/1.1\r\nX-Drops: ");
    OutputStream out = slow.getOutputStream();

    await().pollInterval(Duration.ofMillis(50)).until(() -> isCutOff(out));
  }

  private static boolean isCutOff(OutputStream out) throws IOException {
    try {
      out.write('x');
      out.flush();
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void a_body_over_the_limit_is_answered_413_before_it_is_sent() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));

    Socket declared = opened(head("POST /", BODY + 1L));
    assertThat(new String(declared.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 413")
        .contains(BODY + " bytes");
    assertThat(http.post("/", "x".repeat(BODY)).body()).isEqualTo("read " + BODY);
  }

  @Test
  void bodies_that_exceed_the_memory_together_are_answered_429_and_leave_it_again()
      throws Exception {
    start(new Limits(2, 10, BODY, BODY + BODY / 2, Duration.ofSeconds(30)));
    Socket first = opened(head("POST /", BODY) + "x".repeat(BODY - 1));
    await().until(() -> http.post("/", "x".repeat(BODY)).statusCode() == 429);

    first.getOutputStream().write('x');
    assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
        .isEqualTo("HTTP/1.1 200");
    await().until(() -> http.post("/", "x".repeat(BODY)).statusCode() == 200);
  }

  @Test
  void answers_that_nobody_fetches_leave_memory_for_others() throws Exception {
    start(new Limits(2, 10, BODY, 3L * BODY, PATIENCE));
    for (int i = 0; i < 20; i++) {
      opened("GET /big HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");
    }

    await().atMost(Duration.ofSeconds(90)).until(() -> http.get("/big").statusCode() == 200);
  }

  @Test
  void a_full_queue_answers_429_and_says_when_to_come_again() throws Exception {
    start(new Limits(1, 2, BODY, 10L * BODY, PATIENCE));
    opened("GET /hold HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");
    opened("GET /hold HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");

    await().until(() -> http.get("/").statusCode() == 429);
    assertThat(http.get("/").headers().firstValue("Retry-After")).isPresent();
    assertThat(http.get("/admin/host/ping").statusCode()).isEqualTo(200);
    release.countDown();
    await().until(() -> http.get("/").statusCode() == 200);
  }

  @Test
  void a_failure_shows_neither_stack_nor_message() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));

    assertThat(http.get("/fail").body()).doesNotContain("secret", "Exception", "\tat ");
    assertThat(http.get("/fail").statusCode()).isEqualTo(500);
  }

  @Test
  void a_long_upload_at_a_fair_pace_comes_through() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));
    int chunk = 10_000;
    int chunks = 30;
    Socket client = opened(head("POST /", (long) chunk * chunks));
    long began = System.nanoTime();

    for (int i = 0; i < chunks; i++) {
      int sent = i;
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> System.nanoTime() - began >= sent * 80_000_000L);
      client.getOutputStream().write(new byte[chunk]);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(PATIENCE.multipliedBy(2));
    assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
        .isEqualTo("HTTP/1.1 200");
  }

  @Test
  void an_answer_that_cannot_be_sent_is_an_error_and_hangs_nobody() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));

    assertThat(http.get("/odd-status").statusCode()).isEqualTo(500);
    assertThat(http.get("/odd-length").body()).isEqualTo("12345");
    long began = System.nanoTime();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void an_answer_that_cannot_be_sent_leaves_the_memory_of_its_request() throws Exception {
    start(new Limits(2, 10, BODY, BODY, PATIENCE));

    assertThat(http.post("/odd-status", "x".repeat(BODY)).statusCode()).isEqualTo(500);

    assertThat(http.post("/", "x".repeat(BODY)).body()).isEqualTo("read " + BODY);
  }

  @Test
  void a_body_that_stalls_after_a_quick_beginning_is_answered_408() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));
    Socket stalled = opened(head("POST /", BODY) + "x".repeat(BODY - 1));

    assertThat(new String(stalled.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
        .isEqualTo("HTTP/1.1 408");
  }

  @Test
  void requests_that_stall_leave_memory_for_answers() throws Exception {
    start(new Limits(2, 10, BODY, BODY, Duration.ofSeconds(30)));
    opened(head("POST /", BODY) + "x".repeat(BODY - 1));

    await().until(() -> http.post("/", "xx").statusCode() == 429);
    assertThat(http.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void at_a_close_those_who_wait_are_told() throws Exception {
    start(new Limits(1, 3, BODY, 10L * BODY, PATIENCE));
    Socket running = opened("GET /hold HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");
    Socket waiting = opened("GET /hold HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");
    await().until(() -> http.get("/admin/host/ping").statusCode() == 200);

    server.close();

    for (Socket client : List.of(running, waiting)) {
      assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 503");
    }
  }

  @Test
  void a_client_that_breaks_off_shows_no_key_in_the_log() throws Exception {
    start(new Limits(2, 10, BODY, 10L * BODY, PATIENCE));
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener = listenerOf(logged);
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try {
      opened(head("POST /?code=SECRETKEY", 1000) + "a").close();
      opened(
          "POST /?code=SECRETKEY HTTP/1.1\r\nHost: localhost:"
              + server.port()
              + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
      assertThat(http.get("/").statusCode()).isEqualTo(200);
      await()
          .during(Duration.ofMillis(300))
          .until(() -> logged.stream().noneMatch(line -> line.contains("SECRETKEY")));
    } finally {
      root.removeHandler(listener);
    }
  }

  private static Handler listenerOf(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(new SimpleFormatter().format(entry));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
