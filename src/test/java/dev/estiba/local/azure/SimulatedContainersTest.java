package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SimulatedContainersTest extends RuntimeContract {

  @Override
  RuntimeKind kind() {
    return RuntimeKind.SIMULATED;
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }

  private static ObjectNode simulated(Map<String, String> environment) {
    return ArmClient.group("any", List.of(), environment);
  }

  @Override
  ObjectNode aSleepOf(Duration time) {
    return simulated(Map.of("SIMULATED_DURATION", seconds(time)));
  }

  @Override
  ObjectNode anExitWith(int code) {
    return simulated(Map.of("SIMULATED_EXIT_CODE", String.valueOf(code)));
  }

  @Override
  ObjectNode aLogOf(List<String> lines, Duration time) {
    return simulated(
        Map.of("SIMULATED_DURATION", seconds(time), "SIMULATED_LOG", String.join("\n", lines)));
  }

  @Test
  void a_start_delay_keeps_the_group_pending_without_a_log() {
    arm.create("late", simulated(Map.of("SIMULATED_START_DELAY", "600")));

    assertThat(arm.get("late").state()).isEqualTo("Pending");
    assertThat(arm.get("late").provisioningState()).isIn("Pending", "Creating");
    assertThat(arm.logs("late", "").code()).isEqualTo("ContainerLogNotAvailable");
    assertThat(arm.logs("late", "").status()).isEqualTo(404);
  }

  @Test
  void a_simulation_that_cannot_be_read_is_refused() {
    ArmClient.Answer answer = arm.create("odd", simulated(Map.of("SIMULATED_DURATION", "soon")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("SIMULATED_DURATION", "soon");
  }
}
