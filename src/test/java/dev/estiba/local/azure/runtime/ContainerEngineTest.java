package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContainerEngineTest {

  @Test
  void a_given_engine_that_does_not_answer_is_not_replaced_by_another() {
    assertThat(ContainerEngine.find(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock")))
        .isEmpty();
  }
}
