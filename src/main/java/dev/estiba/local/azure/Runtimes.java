package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerEngine;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import dev.estiba.local.azure.runtime.DockerRuntime;
import dev.estiba.local.azure.runtime.ProcessRuntime;
import dev.estiba.local.azure.runtime.SimulatedRuntime;
import java.io.IOException;

final class Runtimes {

  private Runtimes() {}

  static ContainerRuntime open(LocalAzureOptions options, DataDirectory data) throws IOException {
    return switch (options.runtime()) {
      case DOCKER -> DockerRuntime.on(engine(), data.id());
      case PROCESS -> new ProcessRuntime(data.folder("containers"), data.id());
      case SIMULATED -> new SimulatedRuntime(options.clock());
    };
  }

  private static ContainerEngine engine() throws IOException {
    return ContainerEngine.find()
        .orElseThrow(
            () ->
                new IOException(
                    "No container engine answers. Start Docker or Podman, or set DOCKER_HOST."));
  }
}
