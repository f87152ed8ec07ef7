package dev.estiba.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHealthTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path data;

  @Test
  void an_embedded_estiba_tells_that_its_containers_cannot_run() throws Exception {
    EmbeddedOptions options =
        new EmbeddedOptions(data, 0, RuntimeChoice.PROCESS, Map.of(), Access.closed());
    try (EmbeddedEstiba estiba = EmbeddedEstiba.tryStart(options).orElseThrow()) {
      HttpResponse<String> well = health(estiba);
      assertThat(well.statusCode()).isEqualTo(200);
      assertThat(well.body()).contains("taskHub", "containerRuntime");

      Files.delete(data.resolve("azure").resolve("containers"));

      await().until(() -> health(estiba).statusCode() == 503);
      assertThat(health(estiba).body()).contains("azure/containers", "Put it back", "since");
    }
  }

  private static HttpResponse<String> health(EmbeddedEstiba estiba) throws Exception {
    URI url = estiba.url().resolve("/admin/health");
    return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }
}
