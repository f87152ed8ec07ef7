package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.runtime.ContainerEngine;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import dev.estiba.local.azure.runtime.DockerRuntime;
import dev.estiba.local.azure.runtime.ProcessRuntime;
import dev.estiba.local.azure.runtime.SimulatedRuntime;
import dev.estiba.local.azure.runtime.SimulationScript;
import java.io.IOException;
import java.util.Optional;

final class Runtimes {

  private Runtimes() {}

  static ContainerRuntime open(LocalAzureOptions options, DataDirectory data, Moods moods)
      throws IOException {
    return switch (options.runtime()) {
      case DOCKER -> DockerRuntime.on(engine(), data.id());
      case PROCESS -> new ProcessRuntime(data.folder("containers"), data.id());
      case SIMULATED ->
          new SimulatedRuntime(
              options.clock(), (group, container) -> script(group, container, moods));
    };
  }

  private static Optional<SimulationScript> script(String group, String container, Moods moods) {
    return moods.behavior().simulations().stream()
        .filter(simulated -> simulated.fit(group, container))
        .findFirst()
        .map(s -> new SimulationScript(s.startDelay(), s.duration(), s.exitCode(), s.log()));
  }

  private static ContainerEngine engine() throws IOException {
    return ContainerEngine.find()
        .orElseThrow(
            () ->
                new IOException(
                    "No container engine answers. Start Docker or Podman, or set DOCKER_HOST."));
  }
}
