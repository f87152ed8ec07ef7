package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteTimerTest extends RemoteTestCase {

  private final SettableClock clock = new SettableClock();

  @Override
  TaskHubOptions options() {
    return super.options().withClock(clock);
  }

  @Test
  void a_long_timer_is_made_of_slices_that_each_fire_once() {
    worker(
        tasks ->
            tasks
                .maximumTimerInterval(Duration.ofSeconds(10))
                .orchestrator(
                    "SleepsLong",
                    context -> {
                      // Awaited alone, SDK 1.5.0 returns after the first slice.
                      context.anyOf(context.createTimer(Duration.ofSeconds(25))).await();
                      context.complete("awake");
                    }));
    String id = remote.scheduleNewOrchestrationInstance("SleepsLong");

    for (int slice = 1; slice <= 3; slice++) {
      int expected = slice;
      awaitState(id, s -> history(id, EventTypeCase.TIMERCREATED).size() == expected);
      clock.move(Duration.ofSeconds(10).plusMillis(1));
      hub.wakeTimers();
    }

    assertThat(completed(id, String.class)).isEqualTo("awake");
    assertThat(history(id, EventTypeCase.TIMERFIRED)).hasSize(3);
  }
}
