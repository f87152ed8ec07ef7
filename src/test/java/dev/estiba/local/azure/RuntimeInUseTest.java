package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeInUseTest {

  @TempDir private Path data;

  @Test
  void groups_stay_with_the_runtime_that_they_were_made_on() throws Exception {
    try (LocalAzure azure = start(RuntimeKind.SIMULATED)) {
      ArmClient arm = new ArmClient(azure);
      arm.send("PUT", ArmClient.RESOURCE_GROUP, "{\"location\":\"x\"}");
      arm.send(
          "PUT",
          ArmClient.GROUPS + "/g1",
          ArmClient.group("sleep", List.of(), Map.of("SIMULATED_DURATION", "600")).toString());
      assertThat(LocalAzure.runtimeInUse(data)).contains(RuntimeKind.SIMULATED);
    }

    assertThatThrownBy(() -> start(RuntimeKind.PROCESS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SIMULATED");
    start(RuntimeKind.SIMULATED).close();
  }

  @Test
  void without_groups_any_runtime_will_do() throws Exception {
    start(RuntimeKind.SIMULATED).close();

    assertThat(LocalAzure.runtimeInUse(data)).isEmpty();
    start(RuntimeKind.PROCESS).close();
  }

  private LocalAzure start(RuntimeKind runtime) throws Exception {
    return LocalAzure.start(LocalAzureOptions.in(data, runtime));
  }
}
