package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualTaskHubTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Instant> looks = new ArrayList<>();
  private final TaskRegistry tasks =
      new TaskRegistry()
          .orchestrator(
              "Polls",
              context -> {
                while (!context.callActivity("Look", Boolean.class).await()) {
                  context.createTimer(Duration.ofMinutes(10)).await();
                }
                return "seen";
              })
          .orchestrator(
              "Waits",
              context ->
                  context.waitForExternalEvent("go", Duration.ofHours(2), String.class).await())
          .activity("Look", context -> look());
  private final VirtualTaskHub hub = new VirtualTaskHub(tasks, BEGIN);

  private boolean look() {
    looks.add(hub.now());
    return !hub.now().isBefore(BEGIN.plus(Duration.ofDays(1)));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void a_day_of_polling_passes_at_once() {
    String id = start("Polls");

    InstanceState end = hub.runToEnd(id);

    assertThat(end.output()).isEqualTo("\"seen\"");
    assertThat(looks).hasSize(145).isSorted();
    assertThat(Duration.between(BEGIN, hub.now())).isBetween(hours(24), hours(25));
  }

  @Test
  void time_stands_still_until_it_is_let_run() {
    String id = start("Polls");

    hub.runUntilIdle();
    hub.runUntilIdle();

    assertThat(hub.now()).isEqualTo(BEGIN);
    assertThat(looks).hasSize(1);
    assertThat(hub.client().find(id).orElseThrow().status()).isEqualTo(RuntimeStatus.RUNNING);
  }

  @Test
  void an_hour_can_be_let_pass() {
    start("Polls");

    hub.advance(hours(1));

    assertThat(hub.now()).isEqualTo(BEGIN.plus(hours(1)));
    assertThat(looks).hasSize(6);
  }

  @Test
  void an_event_comes_when_the_test_raises_it() {
    String id = start("Waits");
    hub.advance(hours(1));

    hub.client().raiseEvent(id, "go", "\"now\"");

    assertThat(hub.runToEnd(id).output()).isEqualTo("\"now\"");
    assertThat(hub.now()).isEqualTo(BEGIN.plus(hours(1)));
  }

  @Test
  void a_wait_that_nothing_can_end_is_told_rather_than_waited_for() {
    tasks.orchestrator("Stuck", context -> context.waitForExternalEvent("never").await());
    String id = start("Stuck");

    assertThatThrownBy(() -> hub.runToEnd(id))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing is left to happen")
        .hasMessageContaining("Stuck");
  }

  private String start(String name) {
    return hub.client().schedule(new NewInstance(name, null, null, null));
  }

  private static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }
}
