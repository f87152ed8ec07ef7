package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.local.azure.fault.SimulatedContainers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void a_command_says_what_is_simulated() {
    List<String> command =
        List.of("simulate", "--exit-code", "3", "--log", "line 1", "--log", "--line 2");
    arm.create("scripted", ArmClient.group("any", command, Map.of()));

    awaitState("scripted", "Failed");
    assertThat(arm.get("scripted").currentState().path("exitCode").asInt()).isEqualTo(3);
    assertThat(arm.log("scripted")).isEqualTo("line 1\n--line 2\n");
  }

  @ParameterizedTest
  @CsvSource({"--exitcode,3", "--duration,soon", "--duration,-1", "--exit-code,one", "--log,"})
  void a_command_that_cannot_be_simulated_is_refused(String option, String value) {
    List<String> command =
        value == null ? List.of("simulate", option) : List.of("simulate", option, value);

    ArmClient.Answer answer = arm.create("odd", ArmClient.group("any", command, Map.of()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("container 'main'", option, "--exit-code, and --log");
  }

  @Test
  void the_first_rule_that_fits_holds_where_the_container_says_nothing() throws Exception {
    restartAzure(
        new SimulatedContainers("job-*", "side", Duration.ZERO, Duration.ZERO, 1, List.of()),
        new SimulatedContainers("job-*", "main", Duration.ZERO, Duration.ZERO, 2, List.of("ruled")),
        new SimulatedContainers("*", "*", Duration.ZERO, Duration.ZERO, 3, List.of()));
    arm.create("job-1", simulated(Map.of()));
    arm.create("job-2", simulated(Map.of("SIMULATED_EXIT_CODE", "4")));
    arm.create("other", simulated(Map.of()));

    List.of("job-1", "job-2", "other").forEach(name -> awaitState(name, "Failed"));
    assertThat(arm.get("job-1").currentState().path("exitCode").asInt()).isEqualTo(2);
    assertThat(arm.get("job-2").currentState().path("exitCode").asInt()).isEqualTo(4);
    assertThat(arm.log("job-2")).isEqualTo("ruled\n");
    assertThat(arm.get("other").currentState().path("exitCode").asInt()).isEqualTo(3);
  }

  @Test
  void the_image_is_pulled_in_the_first_half_of_a_start_delay() {
    arm.create("late", simulated(Map.of("SIMULATED_START_DELAY", "0.2")));

    awaitState("late", "Succeeded");
    assertThat(arm.get("late").container().at("/instanceView/events").findValuesAsText("name"))
        .startsWith("Pulling", "Pulled");
  }

  private void restartAzure(SimulatedContainers... rules) throws Exception {
    azure.close();
    azure =
        LocalAzure.start(
            LocalAzureOptions.in(data, kind())
                .withBehavior(Behavior.GOOD.withSimulations(List.of(rules))));
    arm = new ArmClient(azure);
  }
}
