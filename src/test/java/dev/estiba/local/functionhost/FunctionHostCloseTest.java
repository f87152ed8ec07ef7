package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.sample.DurableSamples;
import dev.estiba.local.functionhost.sample.HttpSamples;
import dev.estiba.local.functionhost.sample.SlowSample;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionHostCloseTest {

  @Test
  void a_running_request_ends_and_no_new_one_is_accepted(@TempDir Path data) throws Exception {
    FunctionHost host = FunctionHost.start(TestHttp.withoutKeys(data, List.of(SlowSample.class)));
    TestHttp http = new TestHttp(host.url());
    CompletableFuture<HttpResponse<String>> running =
        CompletableFuture.supplyAsync(() -> http.get("/api/Slow"));
    SlowSample.ENTERED.await();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
    await().until(() -> refusesConnections(host));
    SlowSample.CLOSING.countDown();

    assertThat(running.get().body()).isEqualTo("done");
    closing.get();
    host.close();
  }

  @Test
  void a_request_that_hangs_is_interrupted_and_told(@TempDir Path data) throws Exception {
    FunctionHost host =
        FunctionHost.start(TestHttp.withoutKeys(data, List.of(DurableSamples.class)));
    TestHttp http = new TestHttp(host.url());
    String start = "/runtime/webhooks/durabletask/orchestrators/AwaitWord/hanging";
    CompletableFuture<HttpResponse<String>> hanging =
        CompletableFuture.supplyAsync(
            () -> http.post(start + "?timeout=60&pollingInterval=1", "\"\""));
    await().until(() -> host.taskHub().find("hanging").isPresent());
    long began = System.nanoTime();

    host.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(hanging.get().statusCode()).isEqualTo(503);
    assertThat(hanging.get().body()).contains("next start");
  }

  private static boolean refusesConnections(FunctionHost host) {
    try {
      new java.net.Socket("127.0.0.1", host.url().getPort()).close();
      return false;
    } catch (java.io.IOException e) {
      return true;
    }
  }

  @Test
  void a_port_that_is_taken_is_told(@TempDir Path one, @TempDir Path two) {
    FunctionHostOptions options = TestHttp.withoutKeys(one, List.of(HttpSamples.class));
    try (FunctionHost host = FunctionHost.start(options)) {
      int taken = host.url().getPort();

      assertThatThrownBy(
              () ->
                  FunctionHost.start(
                      TestHttp.withoutKeys(two, List.of(HttpSamples.class)).withPort(taken)))
          .isInstanceOf(FunctionAppException.class)
          .hasMessageContaining("127.0.0.1:" + taken);
    }
  }
}
