package dev.estiba.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A year, in three time zones: two hosts, a timer that fires late, twice and at both at once, and
 * hosts that come and go. Every due time is started once, on the days when clocks change as well.
 */
class SchedulerYearTest {

  private static final LocalDate FROM = LocalDate.parse("2026-01-01");
  private static final LocalDate TO = LocalDate.parse("2027-01-01");
  private static final Map<String, String> ZONES =
      new TreeMap<>(
          Map.of(
              "madrid", "Europe/Madrid",
              "new-york", "America/New_York",
              "lord-howe", "Australia/Lord_Howe"));

  private final ScheduleWorld world = new ScheduleWorld("2025-12-31T00:00:00Z");
  private final Random chance = new Random(20_261_025);

  @Test
  @Timeout(600)
  void every_due_time_of_a_year_is_started_once() throws IOException {
    ScheduleWorld.Host[] hosts = {world.host(), world.host()};
    for (Map.Entry<String, String> zone : ZONES.entrySet()) {
      hosts[0].put(
          zone.getKey(),
          """
          cron: "30 1,2 * * *"
          timeZone: %s
          startsAt: %s
          endsAt: %s
          task: {image: busybox}
          """
              .formatted(zone.getValue(), FROM, TO.minusDays(1)));
    }

    Instant end = Instant.parse("2027-01-02T00:00:00Z");
    while (world.now().isBefore(end)) {
      // The half hour, up to 50 s late.
      Instant half = Instant.ofEpochSecond(world.now().getEpochSecond() / 1800 * 1800 + 1800);
      world.at(half.plusMillis(chance.nextInt(50_000)).toString());
      for (int fired = 0; fired <= chance.nextInt(3); fired++) {
        int host = chance.nextInt(hosts.length);
        if (chance.nextInt(200) == 0) {
          hosts[host] = world.host();
        }
        hosts[host].scheduler().startDue();
        world.pass(Duration.ofMillis(chance.nextInt(3_000)));
      }
    }

    assertThat(world.started())
        .containsExactlyInAnyOrderElementsOf(
            ZONES.entrySet().stream()
                .flatMap(zone -> expected(zone.getKey(), ZoneId.of(zone.getValue())))
                .toList());
    assertThat(world.started()).hasSize(3 * 2 * 365);
    assertThat(world.startedTwice()).isEmpty();
  }

  /**
   * What a clock never shows is due as much later as it is put forward; what it shows twice once.
   */
  private static Stream<String> expected(String name, ZoneId zone) {
    return FROM.datesUntil(TO)
        .flatMap(
            date ->
                List.of(LocalTime.of(1, 30), LocalTime.of(2, 30)).stream()
                    .map(time -> date.atTime(time).atZone(zone).toInstant()))
        .map(due -> DueIds.of(name, due));
  }
}
