package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.testing.NeedsDocker;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The article's function, with an engine that runs the image's own command. */
@NeedsDocker
final class CreateAciDockerIT {

  @RegisterExtension private static final Launched launched = Launched.forAllTests();
  @TempDir private static Path data;
  private static RunningHost host;

  @BeforeAll
  static void start() {
    host = launched.up(data, "--runtime", "docker");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  ?image=busybox,                              default, DefaultACIRg",
    "POST, ?image=busybox&tag=latest&name=mine&rg=Mine, mine,    Mine",
  })
  void the_group_is_created_told_watched_and_deleted(
      String method, String query, String name, String resourceGroup) {
    RunningHost.Answer answer =
        host.send(method, "/api/CreateACI" + query, "application/json", "").expect(202);

    JsonNode payload = answer.json();
    assertThat(payload.path("message").asText())
        .matches(
            "ACI (%s-[0-9a-f]{12}-1) in RG %s to run busybox:latest was created\\. ID is /subscriptions/[0-9-]{36}/resourceGroups/%s/providers/Microsoft\\.ContainerInstance/containerGroups/\\1"
                .formatted(name, resourceGroup, resourceGroup));
    assertThat(answer.header("Location")).isEqualTo(payload.path("statusQueryGetUri").asText());
    JsonNode result = host.awaitResult(payload);
    assertThat(result.path("state").asText()).isEqualTo("Succeeded");
    assertThat(result.path("containerGroup").asText()).startsWith(name + "-");
    assertThat(new DataFolder(data).leftovers()).isEmpty();
  }
}
