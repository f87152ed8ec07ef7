package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.HostJson;
import dev.estiba.local.functionhost.sample.HttpSamples;
import dev.estiba.local.functionhost.sample.InjectedSample;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFunctionsTest {

  private static final CountDownLatch ENTERED = new CountDownLatch(2);
  private static final CountDownLatch RELEASE = new CountDownLatch(1);
  private static final Callable<String> HELD =
      () -> {
        ENTERED.countDown();
        RELEASE.await();
        return "released";
      };

  @TempDir static Path data;

  private static FunctionHost host;
  private static TestHttp http;

  @BeforeAll
  static void start() {
    host = FunctionHost.start(TestHttp.withoutKeys(data, List.of(HttpSamples.class)));
    http = new TestHttp(host.url());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void a_request_message_carries_everything_the_client_sent() {
    HttpResponse<String> response =
        http.send("PUT", "/api/echo?a=1&b=x%20y&a=2&none=", "hej", Map.of("X-Sample", "Value"));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("X-Made")).contains("yes");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    JsonNode seen = TestHttp.json(response);
    assertThat(seen.path("method").asText()).isEqualTo("PUT");
    assertThat(seen.path("uri").asText()).isEqualTo(host.url() + "/api/echo?a=1&b=x%20y&a=2&none=");
    assertThat(seen.path("body").asText()).isEqualTo("hej");
    assertThat(seen.path("query").toString()).isEqualTo("{\"a\":\"1,2\",\"b\":\"x y\"}");
    assertThat(seen.path("header").asText()).isEqualTo("Value");
    assertThat(seen.path("function").asText()).isEqualTo("Echo");
    assertThat(seen.path("logger").asText()).isEqualTo("Function.Echo");
    assertThat(seen.path("invocation").asInt()).isEqualTo(36);
  }

  @Test
  void an_absent_body_is_an_empty_optional() {
    assertThat(TestHttp.json(http.get("/api/Echo")).path("body").asText()).isEqualTo("none");
  }

  @Test
  void route_and_query_values_come_converted_or_null() {
    assertThat(http.get("/api/greetings/Ada%20L/3?mood=glad").body()).isEqualTo("Ada L 3 glad");
    assertThat(http.get("/api/GREETINGS/Ada").body()).isEqualTo("Ada null null");
  }

  @Test
  void a_literal_route_wins_over_a_parameter() {
    assertThat(http.get("/api/greetings/admiral").body()).isEqualTo("Admiral on deck");
  }

  @Test
  void a_catch_all_takes_the_rest_of_the_path() {
    assertThat(http.get("/api/files/a/b%20c/d.txt").body()).isEqualTo("file a/b c/d.txt");
    assertThat(http.get("/api/files").body()).isEqualTo("file null");
  }

  @Test
  void bodies_are_bytes_text_or_objects_as_the_parameter_says() {
    assertThat(http.post("/api/Reverse", "abc").body()).isEqualTo("cba");
    assertThat(http.post("/api/Reverse", "").body()).isEmpty();
    assertThat(http.post("/api/Size", "12345").body()).isEqualTo("5");
    assertThat(http.post("/api/Load", "{\"name\":\"tea\",\"tons\":4}").body())
        .isEqualTo("{\"name\":\"tea\",\"tons\":5}");
  }

  @Test
  void a_body_of_the_wrong_type_is_a_bad_request() {
    HttpResponse<String> response = http.post("/api/Load", "{\"tons\":\"heavy\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestHttp.json(response).path("Message").asText()).contains("body");
  }

  @Test
  void a_function_without_a_result_answers_204() {
    assertThat(http.get("/api/Nothing").statusCode()).isEqualTo(204);
  }

  @Test
  void a_function_that_throws_answers_500_and_keeps_the_reason_in_the_log() {
    HttpResponse<String> response = http.get("/api/Fail");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("fire").doesNotContain("Exception");
  }

  @Test
  void a_wrong_method_or_path_is_answered_404_without_a_body() {
    for (HttpResponse<String> response :
        List.of(
            http.post("/api/greetings/Ada", "{}"),
            http.get("/api/nowhere"),
            http.get("/api/greetings/Ada/three"),
            http.post("/", ""),
            http.send("OPTIONS", "/api/files/a", null, Map.of()),
            http.send("PROPFIND", "/api/Echo", null, Map.of()))) {
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void a_head_request_has_headers_and_no_body() throws Exception {
    String answer =
        http.rawRequest("HEAD", "/api/files/a", "Host: localhost:" + host.url().getPort());

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("Content-Length: 6")
        .endsWith("\r\n\r\n");
  }

  @Test
  void a_key_is_not_needed_and_ignored() {
    assertThat(http.get("/api/greetings/Ada?code=abc").statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_over_100_mb_is_refused() throws Exception {
    String host = "Host: localhost:" + HttpFunctionsTest.host.url().getPort();

    assertThat(http.rawRequest("POST", "/api/Size", host, "Content-Length: 104857601"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void an_injector_makes_the_instances_and_a_full_host_answers_429(@TempDir Path other)
      throws Exception {
    HostJson two = new HostJson("", "Hub", 2, 2, 2, Map.of(), Map.of(), null);
    FunctionHostOptions options =
        TestHttp.withoutKeys(other, List.of(InjectedSample.class))
            .withHostJson(two)
            .withInjector(
                new com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector() {
                  @Override
                  public <T> T getInstance(Class<T> type) {
                    return type.cast(new InjectedSample(HELD));
                  }
                });
    try (FunctionHost full = FunctionHost.start(options)) {
      TestHttp client = new TestHttp(full.url());
      CompletableFuture<String> one =
          CompletableFuture.supplyAsync(() -> client.get("/Injected").body());
      CompletableFuture<String> another =
          CompletableFuture.supplyAsync(() -> client.get("/Injected").body());
      ENTERED.await();

      HttpResponse<String> refused = client.get("/Injected");
      RELEASE.countDown();

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(List.of(one.get(), another.get())).containsOnly("released");
      assertThat(client.get("/Injected").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_class_that_nobody_can_make_is_refused_at_the_start(@TempDir Path other) {
    assertThatThrownBy(
            () -> FunctionHost.start(TestHttp.withoutKeys(other, List.of(InjectedSample.class))))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("'Injected'")
        .hasMessageContaining("FunctionInstanceInjector");
  }

  @Test
  void the_functions_are_listed_with_their_urls() {
    assertThat(host.functions())
        .contains(
            new RegisteredFunction(
                "Greet",
                "httpTrigger",
                List.of("GET"),
                java.util.Optional.of(host.url() + "/api/greetings/{name}/{count:int?}"),
                false));
  }
}
