package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every runtime does that runs real processes. */
abstract class RealRuntimeContract extends RuntimeContract {

  ObjectNode shell(String script, Map<String, String> environment) {
    return ArmClient.group("busybox", List.of("/bin/sh", "-c", script), environment);
  }

  @Override
  ObjectNode aSleepOf(Duration time) {
    return shell("exec sleep " + time.toMillis() / 1000.0, Map.of());
  }

  @Override
  ObjectNode anExitWith(int code) {
    return shell("exit " + code, Map.of());
  }

  @Override
  ObjectNode aLogOf(List<String> lines, Duration time) {
    String script = "printf '%s\\n' " + String.join(" ", lines) + "; sleep ";
    return shell(script + time.toMillis() / 1000.0, Map.of());
  }

  /** The number of processes on this machine whose command line has that text at its end. */
  private static long processesWith(String text) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").endsWith(" " + text))
        .count();
  }

  @Test
  void standard_output_and_error_are_merged_in_order() {
    arm.create("both", shell("echo a; sleep 0.1; echo b >&2; sleep 0.1; echo c", Map.of()));

    awaitState("both", "Succeeded");

    assertThat(arm.log("both")).isEqualTo("a\nb\nc\n");
  }

  @Test
  void plain_and_secret_variables_reach_the_command_but_secrets_are_not_shown() {
    ObjectNode body = shell("echo $PLAIN/$SECRET", Map.of("PLAIN", "blank and \"quote\""));
    var variables = body.at("/properties/containers/0/properties/environmentVariables");
    ((ArrayNode) variables).addObject().put("name", "SECRET").put("secureValue", "hush");

    ArmClient.Answer created = arm.create("vars", body);

    assertThat(created.json().toString()).doesNotContain("hush").contains("SECRET");
    awaitState("vars", "Succeeded");
    assertThat(arm.get("vars").json().toString()).doesNotContain("hush");
    assertThat(arm.log("vars")).isEqualTo("blank and \"quote\"/hush\n");
  }

  @Test
  void a_command_that_is_not_found_fails_the_group_and_says_why() {
    ObjectNode body = ArmClient.group("busybox", List.of("no-such-command"), Map.of());

    arm.create("typo", body);

    awaitState("typo", "Failed");
    var container = arm.get("typo").container();
    assertThat(container.at("/instanceView/currentState/exitCode").asInt()).isEqualTo(127);
    assertThat(container.at("/instanceView/events").toString())
        .contains("Failed", "no-such-command", "not found");
  }

  @Test
  void a_signal_that_ends_the_command_shows_as_128_and_its_number() {
    arm.create("killed", shell("sh -c 'kill -9 $$'; exit $?", Map.of()));

    awaitState("killed", "Failed");

    assertThat(arm.get("killed").currentState().path("exitCode").asInt()).isEqualTo(137);
  }

  @Test
  void a_delete_kills_grandchildren_that_ignore_the_first_signal() {
    String script = "trap '' TERM; (trap '' TERM; setsid sleep 7654.321 & sleep 7654.321) & wait";
    arm.create("family", shell(script, Map.of()));
    awaitState("family", "Running");
    await().until(() -> processesWith("7654.321") == 2);

    arm.delete("family");

    assertThat(processesWith("7654.321")).isZero();
  }

  @Test
  void what_a_command_leaves_behind_ends_with_it() {
    arm.create("parent", shell("sleep 6543.21 & sleep 0.3", Map.of()));

    awaitState("parent", "Succeeded");

    await().untilAsserted(() -> assertThat(processesWith("6543.21")).isZero());
  }

  @Test
  void of_a_long_log_the_newest_sixteen_megabytes_are_shown_in_whole_lines() {
    arm.create("long", shell("seq 1000000 3299999; sleep 600", Map.of()));
    await().atMost(Duration.ofSeconds(60)).until(() -> arm.log("long").endsWith("\n3299999\n"));

    String log = arm.log("long");

    assertThat(log.length()).isBetween(16 * 1024 * 1024 - 8, 16 * 1024 * 1024);
    assertThat(log).endsWith("\n3299998\n3299999\n");
    assertThat(log.lines().findFirst().orElseThrow()).hasSize(7);
    assertThat(arm.logs("long", "tail=3").json().path("content").asText())
        .isEqualTo("3299997\n3299998\n3299999\n");

    arm.create("ended", shell("seq 1000000 1699999", Map.of()));
    awaitState("ended", "Succeeded");
    assertThat(arm.log("ended")).startsWith("1000000\n").hasSize(700_000 * 8);
  }

  @Test
  void a_running_log_can_be_read() {
    arm.create("talker", shell("echo first; sleep 600", Map.of()));

    await().until(() -> arm.log("talker").equals("first\n"));

    // The engine has a line before it has told that the container runs.
    await().until(() -> arm.get("talker").state().equals("Running"));
  }
}
