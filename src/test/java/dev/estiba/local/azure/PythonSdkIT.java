package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Azure's SDK for Python, which sends its tokens over https only; {@code ESTIBA_PYTHON} names an
 * interpreter that has it.
 */
@EnabledIfEnvironmentVariable(named = "ESTIBA_PYTHON", matches = ".+")
final class PythonSdkIT {

  private static final String PYTHON = System.getenv("ESTIBA_PYTHON");

  @TempDir Path data;

  private LocalAzure start(RuntimeKind runtime) throws Exception {
    return LocalAzure.start(LocalAzureOptions.in(data, runtime).withHttps(true));
  }

  private static String script(String name) throws Exception {
    URI resource = PythonSdkIT.class.getResource("/clients/" + name).toURI();
    return Path.of(resource).toString();
  }

  private static Map<String, String> environment(LocalAzure azure) {
    return Map.of(
        "ESTIBA_ENDPOINT", azure.endpoint().toString(),
        "ESTIBA_TOKEN", azure.token(),
        "SUBSCRIPTION", SubscriptionApi.OWN,
        "REQUESTS_CA_BUNDLE", azure.caFile().orElseThrow().toString());
  }

  /** What it printed, which is JSON. */
  private static JsonNode run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(PYTHON, script).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Json.MAPPER.readTree(output);
  }

  @Test
  void it_does_all_that_it_can_with_container_groups() throws Exception {
    try (LocalAzure azure = start(RuntimeKind.SIMULATED)) {
      JsonNode seen = run(script("container_groups.py"), environment(azure));

      JsonNode expected =
          Json.MAPPER.readTree(getClass().getResource("/clients/container_groups.json"));
      ((ObjectNode) seen).remove("timestamps");
      assertThat(seen.toPrettyString()).isEqualTo(expected.toPrettyString());
    }
  }

  @Test
  void in_a_container_it_signs_in_with_the_identity_of_the_group() throws Exception {
    try (LocalAzure azure = start(RuntimeKind.PROCESS)) {
      ArmClient arm = new ArmClient(azure.endpoint(), azure.token(), HttpsTest.client(azure));
      arm.createResourceGroup();
      Map<String, String> environment = new HashMap<>(environment(azure));
      environment.remove("ESTIBA_TOKEN");
      environment.put("SUBSCRIPTION", "s1");
      List<String> command = List.of(PYTHON, script("managed_identity.py"));
      ObjectNode group = ArmClient.group("any", command, environment);
      group.putObject("identity").put("type", "SystemAssigned");

      arm.create("inside", group);

      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> arm.get("inside").currentState().path("state").asText().equals("Terminated"));
      assertThat(arm.log("inside")).isEqualTo("['inside']\n['inside']\n");
      arm.delete("inside");
    }
  }
}
