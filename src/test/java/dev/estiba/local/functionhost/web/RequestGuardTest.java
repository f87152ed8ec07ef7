package dev.estiba.local.functionhost.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.functionhost.FunctionHost;
import dev.estiba.local.functionhost.TestHttp;
import dev.estiba.local.functionhost.sample.HttpSamples;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestGuardTest {

  @TempDir static Path data;

  private static FunctionHost host;
  private static int port;

  @BeforeAll
  static void start() {
    host = FunctionHost.start(TestHttp.withoutKeys(data, List.of(HttpSamples.class)));
    port = host.url().getPort();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String statusOf(String... headers) throws Exception {
    String answer = new TestHttp(host.url()).rawRequest("GET", "/api/greetings/Ada", headers);
    return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
  }

  @Test
  void our_own_names_with_our_port_or_none_are_welcome() throws Exception {
    for (String name : List.of("localhost", "LOCALHOST", "127.0.0.1", "[::1]")) {
      assertThat(statusOf("Host: " + name + ":" + port)).isEqualTo("200");
      assertThat(statusOf("Host: " + name)).isEqualTo("200");
    }
  }

  @Test
  void a_foreign_host_header_is_refused() throws Exception {
    assertThat(statusOf("Host: evil.example")).isEqualTo("403");
    assertThat(statusOf("Host: evil.example:" + port)).isEqualTo("403");
    assertThat(statusOf("Host: localhost.evil.example:" + port)).isEqualTo("403");
    assertThat(statusOf("Host: localhost:1")).isEqualTo("403");
    assertThat(statusOf("Host:")).isIn("400", "403");
    assertThat(statusOf("Host: localhost:" + port, "Host: evil.example")).isEqualTo("400");
  }

  @Test
  void a_foreign_origin_is_refused() throws Exception {
    String ours = "Host: localhost:" + port;
    assertThat(statusOf(ours, "Origin: http://localhost:" + port)).isEqualTo("200");
    assertThat(statusOf(ours, "Origin: http://127.0.0.1:" + port)).isEqualTo("200");
    assertThat(statusOf(ours, "Origin: https://evil.example")).isEqualTo("403");
    assertThat(statusOf(ours, "Origin: http://localhost:1")).isEqualTo("403");
    assertThat(statusOf(ours, "Origin: null")).isEqualTo("403");
  }

  @Test
  void a_request_from_another_site_is_refused() throws Exception {
    String ours = "Host: localhost:" + port;
    assertThat(statusOf(ours, "Sec-Fetch-Site: cross-site")).isEqualTo("403");
    assertThat(statusOf(ours, "Sec-Fetch-Site: same-origin")).isEqualTo("200");
  }

  @Test
  void only_loopback_is_bound() throws Exception {
    for (NetworkInterface network :
        java.util.Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : java.util.Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThat(connects(address)).as(address.toString()).isFalse();
        }
      }
    }
  }

  private static boolean connects(InetAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(new java.net.InetSocketAddress(address, port), 500);
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void a_page_on_another_port_of_this_machine_is_refused() throws Exception {
    String ours = "Host: localhost:" + port;
    assertThat(statusOf(ours, "Sec-Fetch-Site: same-site")).isEqualTo("403");
    assertThat(statusOf(ours, "Sec-Fetch-Site: same-origin")).isEqualTo("200");
    assertThat(statusOf(ours, "Sec-Fetch-Site: none")).isEqualTo("200");
    assertThat(statusOf(ours, "Referer: http://localhost:3000/page")).isEqualTo("403");
    assertThat(statusOf(ours, "Referer: https://evil.example")).isEqualTo("403");
    assertThat(statusOf(ours, "Referer: http://localhost:" + port + "/page?x=//a/b"))
        .isEqualTo("200");
  }
}
