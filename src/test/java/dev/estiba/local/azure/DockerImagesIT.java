package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.estiba.testing.NeedsDocker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
final class DockerImagesIT {

  @TempDir Path data;
  @TempDir Path registryFolder;
  private LocalAzure azure;
  private ArmClient arm;
  private TestRegistry registry;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isExecutable(TestRegistry.BINARY), "docker-registry is not installed");
    registry = TestRegistry.start(registryFolder);
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.DOCKER));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void stop() throws Exception {
    if (azure != null) {
      arm.delete("puller");
      azure.close();
    }
    if (registry != null) {
      registry.removeFromEngine("tool", "v1");
      registry.close();
    }
  }

  private ArmClient.Answer create(String image) {
    return arm.create("puller", ArmClient.group(image, List.of("true"), Map.of()));
  }

  @Test
  void an_image_that_is_not_here_is_pulled() throws Exception {
    registry.push("tool", "v1");

    assertThat(create(registry.name("tool:v1")).status()).isEqualTo(201);

    await().until(() -> arm.get("puller").state().equals("Succeeded"));
    assertThat(arm.get("puller").container().at("/instanceView/events").findValuesAsText("name"))
        .containsExactly("Pulling", "Pulled", "Started");
  }

  @Test
  void an_unknown_tag_or_repository_is_inaccessible() throws Exception {
    registry.push("tool", "v1");

    for (String image : List.of(registry.name("tool:v2"), registry.name("nothing"))) {
      ArmClient.Answer answer = create(image);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("InaccessibleImage");
      assertThat(answer.message())
          .isEqualTo(
              "The image '"
                  + image
                  + "' in container group 'puller' is not accessible. Please check the image and"
                  + " registry credential.");
      assertThat(arm.get("puller").status()).isEqualTo(404);
    }
  }

  @Test
  void a_registry_that_cannot_be_reached_is_a_conflict_that_may_pass() throws Exception {
    String image = "127.0.0.1:" + TestRegistry.freePort() + "/tool:v1";

    ArmClient.Answer answer = create(image);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("RegistryErrorResponse");
    assertThat(answer.message())
        .startsWith("An error response is received from the docker registry '127.0.0.1:")
        .contains("Please retry later.", "connection refused");
  }
}
