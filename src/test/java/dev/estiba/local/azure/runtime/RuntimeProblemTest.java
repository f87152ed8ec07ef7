package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsDocker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuntimeProblemTest {

  @TempDir Path folder;

  @Test
  void processes_need_their_folder() throws Exception {
    Path containers = Files.createDirectory(folder.resolve("containers"));
    try (ProcessRuntime runtime = new ProcessRuntime(containers, "test")) {
      assertThat(runtime.problem()).isEmpty();

      Files.delete(containers);

      assertThat(runtime.problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).contains(containers.toString(), "Put it back"));
    }
  }

  @Test
  @NeedsDocker
  void containers_need_the_socket_of_their_engine() throws Exception {
    URI engine = ContainerEngine.find().orElseThrow().host();
    Path socket = Files.createSymbolicLink(folder.resolve("e.sock"), Path.of(engine.getPath()));
    ContainerEngine linked = new ContainerEngine(URI.create("unix://" + socket));
    try (DockerRuntime runtime = DockerRuntime.on(linked, "test", List.of())) {
      assertThat(runtime.problem()).isEmpty();

      Files.delete(socket);

      assertThat(runtime.problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).contains(socket.toString(), "Start Docker or Podman"));
    }
  }
}
