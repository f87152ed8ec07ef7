package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba azure}, as its users meet it. */
final class AzureIT {

  private static final Pattern ENDPOINT = Pattern.compile("Endpoint: +(\\S+)");
  private static final Pattern TOKEN = Pattern.compile("Token: +in (\\S+)");
  private static final String RESOURCE_GROUP = "/subscriptions/s/resourceGroups/rg";
  private static final String GROUP =
      RESOURCE_GROUP + "/providers/Microsoft.ContainerInstance/containerGroups/job";

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;

  private EstibaProcess start(String... options) {
    List<String> arguments = new ArrayList<>(List.of("azure", "--data", data.toString()));
    if (!List.of(options).contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    arguments.addAll(List.of(options));
    EstibaProcess azure = launched.estiba(Map.of(), arguments);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> azure.stdout().contains("Press Ctrl-C") || !azure.isAlive());
    return azure;
  }

  private static String said(EstibaProcess azure, Pattern pattern) {
    Matcher matcher = pattern.matcher(azure.stdout());
    assertThat(matcher.find()).as(azure.stdout() + azure.stderr()).isTrue();
    return matcher.group(1);
  }

  private static HttpResponse<String> send(
      EstibaProcess azure, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(said(azure, ENDPOINT) + path + "?api-version=2023-05-01"))
            .header("Authorization", "Bearer " + Files.readString(Path.of(said(azure, TOKEN))))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode get(EstibaProcess azure) throws Exception {
    return new ObjectMapper().readTree(send(azure, "GET", GROUP, "").body());
  }

  private static String aJob(String script) {
    return """
    {"location": "westeurope", "properties": {"osType": "Linux", "restartPolicy": "Never",
      "containers": [{"name": "main", "properties": {"image": "busybox",
        "command": ["sh", "-c", "%s"],
        "resources": {"requests": {"cpu": 1, "memoryInGB": 0.5}}}}]}}
    """
        .formatted(script);
  }

  @Test
  void a_container_group_runs_over_a_restart_of_the_command() throws Exception {
    EstibaProcess first = start("--runtime", "process");
    send(first, "PUT", RESOURCE_GROUP, "{\"location\": \"westeurope\"}");
    String script = "echo one; until [ -e " + data + "/go ]; do sleep 0.05; done; exit 3";
    assertThat(send(first, "PUT", GROUP, aJob(script)).statusCode()).isEqualTo(201);
    await()
        .until(
            () -> send(first, "GET", GROUP + "/containers/main/logs", "").body(),
            body -> body.contains("one"));

    first.interrupt();
    assertThat(first.exitCodeWithin(Duration.ofSeconds(10))).isZero();
    Files.createFile(data.resolve("go"));
    EstibaProcess second = start("--runtime", "process");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        get(second)
                            .at(
                                "/properties/containers/0/properties/instanceView/currentState/exitCode")
                            .asInt())
                    .isEqualTo(3));
    assertThat(send(second, "DELETE", GROUP, "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_file_says_how_it_misbehaves() throws Exception {
    Path behavior =
        Files.writeString(
            data.resolve("behavior.yaml"),
            "rules:\n- operation: create\n  count: 1\n  effect: {kind: throttle, retryAfter: 7s}\n");
    EstibaProcess azure = start("--runtime", "simulated", "--behavior", behavior.toString());
    send(azure, "PUT", RESOURCE_GROUP, "{\"location\": \"westeurope\"}");

    HttpResponse<String> refused = send(azure, "PUT", GROUP, aJob("true"));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("7");
    assertThat(send(azure, "PUT", GROUP, aJob("true")).statusCode()).isEqualTo(201);
  }

  @Test
  void a_behavior_that_is_not_understood_is_told_with_its_place() throws Exception {
    Path behavior =
        Files.writeString(
            data.resolve("behavior.yaml"),
            "rules:\n- effect: {kind: throttle, retryAfter: soon}\n");

    EstibaProcess azure = start("--runtime", "simulated", "--behavior", behavior.toString());

    assertThat(azure.exitCode()).isEqualTo(125);
    assertThat(azure.stderr())
        .contains("estiba: The behavior in " + behavior, "rules[0].effect.retryAfter");
  }

  @Test
  void a_behavior_file_that_is_not_there_is_named_for_what_it_is() {
    EstibaProcess azure = start("--runtime", "simulated", "--behavior", data + "/none.yaml");

    assertThat(azure.exitCode()).isEqualTo(125);
    assertThat(azure.stderr())
        .contains("estiba: The behavior file " + data + "/none.yaml cannot be read");
  }

  @Test
  void a_taken_port_is_named_with_a_remedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      EstibaProcess azure = start("--runtime", "simulated", "--port", String.valueOf(port));

      assertThat(azure.exitCode()).isEqualTo(125);
      assertThat(azure.stderr())
          .contains("127.0.0.1:" + port, "Address already in use", "choose another port");
    }
  }
}
