package dev.estiba.local.azure.runtime;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

final class SimulatedStopTest extends StopContract {

  @Override
  ContainerSpec talker(String name) {
    return group.withVariables(name, Map.of("SIMULATED_LOG", "hello", "SIMULATED_DURATION", "600"));
  }

  @Override
  ContainerSpec shortTalker(String name) {
    return group.withVariables(name, Map.of("SIMULATED_LOG", "hello"));
  }

  @Override
  long processes() {
    return 0;
  }

  @Override
  ContainerRuntime runtime() throws Exception {
    return new SimulatedRuntime(InstantSource.system(), (group, container) -> Optional.empty());
  }
}
