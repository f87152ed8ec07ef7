package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.estiba.local.azure.runtime.ContainerEngine;
import dev.estiba.local.azure.runtime.ContainerId;
import dev.estiba.local.azure.runtime.ContainerRefusedException;
import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import dev.estiba.local.azure.runtime.ContainerSpec;
import dev.estiba.local.azure.runtime.ContainerState;
import dev.estiba.local.azure.runtime.DockerRuntime;
import dev.estiba.local.azure.runtime.GroupSpec;
import dev.estiba.local.azure.runtime.RegistryCredential;
import dev.estiba.testing.NeedsDocker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry says to a pull, with credentials and without. */
@NeedsDocker
final class DockerCredentialsIT {

  private final String uid = "t" + UUID.randomUUID().toString().substring(0, 8);
  private final List<ContainerState> states = new CopyOnWriteArrayList<>();

  @TempDir Path folder;
  private TestRegistry registry;
  private DockerRuntime runtime;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isExecutable(TestRegistry.BINARY), "docker-registry is not installed");
    registry = TestRegistry.startPrivate(folder);
    registry.push("tool", "v1");
    runtime = DockerRuntime.on(ContainerEngine.find().orElseThrow(), "test-" + uid);
    runtime.open((id, state) -> states.add(state), Set.of(), Set.of());
  }

  @AfterEach
  void stop() throws Exception {
    if (runtime != null) {
      runtime.remove(id());
      runtime.close();
    }
    if (registry != null) {
      registry.removeFromEngine("tool", "v1");
      registry.close();
    }
  }

  private ContainerId id() {
    return new ContainerId(uid, "tool", 0);
  }

  private ContainerSpec spec(String image, RegistryCredential... credentials) {
    return new ContainerSpec(
        id(),
        image,
        List.of("true"),
        Map.of(),
        1,
        64L << 20,
        List.of(),
        new GroupSpec(uid, "group", false, List.of(), null, false, List.of(credentials)),
        Instant.now());
  }

  private RegistryCredential credential(String password) {
    return new RegistryCredential(registry.server(), TestRegistry.USER, password);
  }

  private ContainerRefusedException refusal(ContainerSpec spec) {
    return catchThrowableOfType(ContainerRefusedException.class, () -> runtime.admit(spec));
  }

  private void awaitEnd() {
    await().until(() -> !states.isEmpty() && states.get(states.size() - 1).ended());
  }

  @Test
  void the_right_password_pulls_once_and_the_registry_is_not_needed_again() throws Exception {
    ContainerSpec spec = spec(registry.name("tool:v1"), credential(TestRegistry.PASSWORD));

    runtime.admit(spec);
    runtime.start(spec);
    awaitEnd();

    assertThat(states.get(0)).isInstanceOf(ContainerState.Pulling.class);
    assertThat(states.get(states.size() - 1)).isInstanceOf(ContainerState.Terminated.class);
    assertThat(runtime.cachedImages()).contains(registry.name("tool:v1"));

    registry.close();
    runtime.remove(id());
    states.clear();
    ContainerSpec again = spec(registry.name("tool:v1"));
    runtime.admit(again);
    runtime.start(again);
    awaitEnd();
    assertThat(states).doesNotHaveAnyElementsOfTypes(ContainerState.Pulling.class);
    assertThat(states.get(states.size() - 1)).isInstanceOf(ContainerState.Terminated.class);
  }

  @Test
  void a_wrong_password_no_credential_and_one_for_elsewhere_find_the_image_inaccessible() {
    String image = registry.name("tool:v1");
    RegistryCredential elsewhere =
        new RegistryCredential("example.azurecr.io", TestRegistry.USER, TestRegistry.PASSWORD);

    for (ContainerSpec spec :
        List.of(spec(image, credential("guess")), spec(image), spec(image, elsewhere))) {
      ContainerRefusedException refused = refusal(spec);

      assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(Reason.INACCESSIBLE_IMAGE);
      assertThat(refused.getMessage()).doesNotContain("guess");
    }
  }

  @Test
  void a_wrong_tag_is_inaccessible_with_the_right_password_too() {
    ContainerSpec spec = spec(registry.name("tool:v2"), credential(TestRegistry.PASSWORD));

    assertThat(refusal(spec).reason()).isEqualTo(Reason.INACCESSIBLE_IMAGE);
  }

  @Test
  void a_registry_that_is_down_may_come_back() {
    registry.close();
    ContainerSpec spec = spec(registry.name("tool:v1"), credential(TestRegistry.PASSWORD));

    assertThat(refusal(spec).reason()).isEqualTo(Reason.REGISTRY_ERROR);
  }

  @Test
  void a_registry_that_fails_may_recover() throws Exception {
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    broken.start();
    try {
      ContainerSpec spec = spec("127.0.0.1:" + broken.getAddress().getPort() + "/tool:v1");

      ContainerRefusedException refused = refusal(spec);

      assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(Reason.REGISTRY_ERROR);
      assertThat(refused).hasMessageContaining("500");
    } finally {
      broken.stop(0);
    }
  }
}
