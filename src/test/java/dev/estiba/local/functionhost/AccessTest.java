package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.keys.HostKeys;
import dev.estiba.local.functionhost.keys.KeyFile;
import dev.estiba.local.functionhost.sample.DurableSamples;
import dev.estiba.local.functionhost.sample.GuardedSamples;
import dev.estiba.local.functionhost.web.Cors;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what, with which key, from which web page. */
class AccessTest {

  @TempDir static Path data;

  private static FunctionHost host;
  private static TestHttp http;
  private static HostKeys keys;

  @BeforeAll
  static void start() throws Exception {
    Cors cors = new Cors(List.of("https://board.example"), true);
    host =
        FunctionHost.start(
            FunctionHostOptions.of(data, List.of(GuardedSamples.class, DurableSamples.class))
                .withAccess(new HostAccess(InetAddress.getLoopbackAddress(), true, cors)));
    http = new TestHttp(host.url());
    keys = new KeyFile(FunctionHost.keyFile(data)).read();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static int status(String path, String key) {
    Map<String, String> headers = key.isEmpty() ? Map.of() : Map.of("x-functions-key", key);
    return http.send("GET", path, null, headers).statusCode();
  }

  @Test
  void a_function_opens_to_its_own_key_the_host_key_and_the_master_key() {
    String own = keys.functions().get("Office").get("default");
    String other = keys.functions().get("Archive").get("default");

    for (String key : List.of(own, keys.defaultKey(), keys.masterKey())) {
      assertThat(status("/api/Office", key)).isEqualTo(200);
      assertThat(status("/api/Office?code=" + key, "")).isEqualTo(200);
    }
    for (String key : List.of(other, keys.systemKey("durabletask_extension"), "wrong", "")) {
      assertThat(status("/api/Office", key)).isEqualTo(401);
    }
  }

  @Test
  void an_anonymous_function_opens_to_all_and_an_admins_to_the_master_key_alone() {
    assertThat(status("/api/Lobby", "")).isEqualTo(200);
    assertThat(status("/api/Vault", keys.masterKey())).isEqualTo(200);
    assertThat(status("/api/Vault", keys.defaultKey())).isEqualTo(401);
  }

  @Test
  void the_header_wins_over_the_query() {
    assertThat(status("/api/Office?code=" + keys.defaultKey(), "wrong")).isEqualTo(401);
    assertThat(status("/api/Office?code=wrong", keys.defaultKey())).isEqualTo(200);
  }

  @Test
  void an_unknown_route_is_404_with_and_without_a_key() {
    assertThat(status("/api/nowhere", "")).isEqualTo(404);
    assertThat(status("/api/nowhere", keys.defaultKey())).isEqualTo(404);
  }

  @Test
  void a_refusal_says_which_key_is_needed_and_where_keys_are() {
    assertThat(http.get("/api/Office").body())
        .contains("the key of function Office", "x-functions-key", "keys.json")
        .doesNotContain(keys.defaultKey(), data.toString());
  }

  @Test
  void the_admin_api_opens_to_the_master_key_and_pings_to_everybody() {
    assertThat(status("/admin/host/status", keys.masterKey())).isEqualTo(200);
    assertThat(status("/admin/host/status", keys.defaultKey())).isEqualTo(401);
    assertThat(status("/admin/functions", "")).isEqualTo(401);
    assertThat(status("/admin/host/ping", "")).isEqualTo(200);
  }

  @Test
  void the_durable_api_opens_to_its_system_key_which_every_url_of_a_payload_brings() {
    String path = "/runtime/webhooks/durabletask/orchestrators/AwaitWord/keyed";
    assertThat(http.post(path, "\"\"").statusCode()).isEqualTo(401);
    assertThat(http.post(path + "?code=" + keys.defaultKey(), "\"\"").statusCode()).isEqualTo(401);

    HttpResponse<String> started =
        http.post(path + "?code=" + keys.systemKey("durabletask_extension"), "\"\"");

    JsonNode payload = TestHttp.json(started);
    assertThat(http.get(payload.path("statusQueryGetUri").asText()).statusCode()).isIn(200, 202);
    assertThat(http.get(started.headers().firstValue("Location").orElseThrow()).statusCode())
        .isIn(200, 202);
    String terminate = payload.path("terminatePostUri").asText().replace("{text}", "enough");
    assertThat(http.post(terminate, "").statusCode()).isEqualTo(202);
  }

  @Test
  void the_payload_of_the_sdk_brings_the_key_too() {
    HttpResponse<String> started =
        http.send(
            "POST",
            "/api/start/AwaitWord/keyed-by-sdk",
            "",
            Map.of("x-functions-key", keys.defaultKey()));

    String status = TestHttp.json(started).path("statusQueryGetUri").asText();
    assertThat(http.get(status).statusCode()).as(status).isIn(200, 202);
  }

  @Test
  void a_listed_web_page_may_ask_and_read_and_others_may_not() throws Exception {
    String ours = "Host: localhost:" + host.url().getPort();
    String key = "x-functions-key: " + keys.defaultKey();

    String listed =
        http.rawRequest(
            "GET",
            "/api/Office",
            ours,
            key,
            "Origin: https://board.example",
            "Sec-Fetch-Site: cross-site");
    String other = http.rawRequest("GET", "/api/Office", ours, key, "Origin: https://evil.example");

    assertThat(listed)
        .startsWith("HTTP/1.1 200")
        .contains("Access-Control-Allow-Origin: https://board.example")
        .contains("Access-Control-Allow-Credentials: true");
    assertThat(other).startsWith("HTTP/1.1 403").doesNotContain("Access-Control-Allow-Origin");
    assertThat(http.rawRequest("GET", "/api/Office", ours, key, "Origin: " + host.url()))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("Access-Control-Allow-Origin");
  }

  @Test
  void a_browser_that_asks_first_is_answered_without_a_key() throws Exception {
    String answer =
        http.rawRequest(
            "OPTIONS",
            "/api/Office",
            "Host: localhost:" + host.url().getPort(),
            "Origin: https://board.example",
            "Access-Control-Request-Method: PUT",
            "Access-Control-Request-Headers: x-functions-key");

    assertThat(answer)
        .startsWith("HTTP/1.1 204")
        .contains("Access-Control-Allow-Methods: PUT")
        .contains("Access-Control-Allow-Headers: x-functions-key");
  }

  @Test
  void without_keys_a_host_stays_on_loopback_and_closed_to_unnamed_pages() throws Exception {
    InetAddress everywhere = InetAddress.getByName("0.0.0.0");

    assertThatThrownBy(() -> new HostAccess(everywhere, false, Cors.NONE))
        .hasMessageContaining("loopback only");
    assertThatThrownBy(
            () ->
                new HostAccess(
                    InetAddress.getLoopbackAddress(), false, new Cors(List.of("*"), false)))
        .hasMessageContaining("name the origins");
  }

  @Test
  void on_other_addresses_no_foreign_name_reaches_it_and_every_address_does_with_a_key(
      @TempDir Path own) throws Exception {
    FunctionHostOptions options =
        FunctionHostOptions.of(own, List.of(GuardedSamples.class))
            .withAccess(new HostAccess(InetAddress.getByName("0.0.0.0"), true, Cors.NONE));
    try (FunctionHost open = FunctionHost.start(options)) {
      TestHttp client =
          new TestHttp(java.net.URI.create("http://127.0.0.1:" + open.url().getPort()));
      String key = new KeyFile(FunctionHost.keyFile(own)).read().defaultKey();

      assertThat(
              client.rawRequest(
                  "GET", "/api/Office", "Host: 192.168.7.7:80", "x-functions-key: " + key))
          .startsWith("HTTP/1.1 200");
      assertThat(client.rawRequest("GET", "/api/Office", "Host: 192.168.7.7:80"))
          .startsWith("HTTP/1.1 401");
      assertThat(client.rawRequest("GET", "/api/Lobby", "Host: evil.example"))
          .startsWith("HTTP/1.1 403");
    }
  }
}
