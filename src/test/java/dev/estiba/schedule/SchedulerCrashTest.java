package dev.estiba.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that dies anywhere: its due times are started all the same, and each once. */
class SchedulerCrashTest {

  private static final String SCHEDULE = "cron: '*/2 * * * *'\ntask: {image: busybox}\noverlap: ";
  private static final List<String> ALL =
      List.of("s-20261130T060200Z", "s-20261130T060400Z", "s-20261130T060600Z");

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void every_due_time_is_started_once_wherever_a_host_dies(Overlap overlap) throws IOException {
    String yaml = SCHEDULE + overlap.name().toLowerCase(Locale.ROOT);
    int steps = steps(yaml);

    assertThat(steps).isGreaterThan(30);
    for (int step = 0; step < steps; step++) {
      for (boolean afterwards : new boolean[] {false, true}) {
        ScheduleWorld world = world(yaml);
        world.crashAt(step, afterwards);
        boolean crashed = run(world);

        assertThat(crashed).isTrue();
        assertThat(world.started())
            .as("died at step %d, %s its effect", step, afterwards ? "after" : "before")
            .containsExactlyElementsOf(ALL);
        assertThat(world.startedTwice().size()).isLessThanOrEqualTo(1);
      }
    }
  }

  private static int steps(String yaml) throws IOException {
    ScheduleWorld world = world(yaml);
    world.crashAt(-1, false);
    assertThat(run(world)).isFalse();
    assertThat(world.started()).containsExactlyElementsOf(ALL);
    assertThat(world.startedTwice()).isEmpty();
    return world.steps();
  }

  private static ScheduleWorld world(String yaml) throws IOException {
    ScheduleWorld world = new ScheduleWorld("2026-11-30T06:01:00Z");
    world.host().put("s", yaml);
    return world.runsTake(Duration.ofSeconds(20));
  }

  /** Two hosts look every ten seconds, after each other; who dies comes back at once. */
  private static boolean run(ScheduleWorld world) throws IOException {
    ScheduleWorld.Host[] hosts = {world.host(), world.host()};
    boolean crashed = false;
    for (int i = 0; i < 80; i++) {
      world.pass(Duration.ofSeconds(i % 2 == 0 ? 10 : 0));
      try {
        hosts[i % 2].scheduler().startDue();
      } catch (ScheduleWorld.Crash e) {
        crashed = true;
        hosts[i % 2] = world.host();
      }
    }
    return crashed;
  }
}
