package dev.estiba.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All due times of a year, against what a look at every minute of a wall clock says. Lord Howe
 * Island puts its clocks forward by half an hour.
 */
class CronYearTest {

  private static final LocalDateTime FROM = LocalDateTime.parse("2026-01-01T00:00");
  private static final LocalDateTime TO = LocalDateTime.parse("2027-01-01T00:00");

  /**
   * An expression, and what it means.
   *
   * @param again whether it is due again where a clock shows the same time again
   */
  private record Meaning(String cron, boolean again, Predicate<LocalDateTime> due) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning("30 2 * * *", false, time -> isAt(time, 2, 30)),
          new Meaning("0 2,3 * * *", false, time -> isAt(time, 2, 0) || isAt(time, 3, 0)),
          new Meaning("10,35 2 * * *", false, time -> isAt(time, 2, 10) || isAt(time, 2, 35)),
          new Meaning("45 1 * * *", false, time -> isAt(time, 1, 45)),
          new Meaning("@hourly", true, time -> time.getMinute() == 0),
          new Meaning("*/15 * * * *", true, time -> time.getMinute() % 15 == 0),
          new Meaning(
              "30 */2 * * *", true, time -> time.getHour() % 2 == 0 && time.getMinute() == 30),
          new Meaning(
              "0 6 * * MON-FRI",
              false,
              time ->
                  isAt(time, 6, 0)
                      && time.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()),
          new Meaning(
              "15 0 L * *",
              false,
              time ->
                  isAt(time, 0, 15) && time.equals(time.with(TemporalAdjusters.lastDayOfMonth()))));

  private static boolean isAt(LocalDateTime time, int hour, int minute) {
    return time.getHour() == hour && time.getMinute() == minute;
  }

  static Stream<String[]> everyCronEverywhere() {
    return Stream.of("Europe/Madrid", "America/New_York", "Australia/Lord_Howe")
        .flatMap(zone -> MEANINGS.stream().map(meaning -> new String[] {zone, meaning.cron()}));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyCronEverywhere")
  void it_is_due_at_these_times_of_a_year(String zoneName, String cron) {
    ZoneId zone = ZoneId.of(zoneName);
    Meaning meaning =
        MEANINGS.stream().filter(each -> each.cron().equals(cron)).findFirst().orElseThrow();

    SortedSet<Instant> expected = expected(meaning, zone);

    assertThat(expected).hasSizeGreaterThanOrEqualTo(12);
    assertThat(found(cron, zone)).containsExactlyElementsOf(expected);
    CronTimes times = CronTimes.parse(cron, CronSyntax.UNIX, zone);
    assertThat(expected)
        .allSatisfy(due -> assertThat(times.after(due.minusSeconds(1))).contains(due));
  }

  private static SortedSet<Instant> expected(Meaning meaning, ZoneId zone) {
    SortedSet<Instant> expected = new TreeSet<>();
    for (LocalDateTime time = FROM; time.isBefore(TO); time = time.plusMinutes(1)) {
      if (meaning.due().test(time)) {
        expected.addAll(instants(time, zone, meaning.again()));
      }
    }
    return expected;
  }

  /** What a clock never shows comes as much later as the clock is put forward. */
  private static List<Instant> instants(LocalDateTime time, ZoneId zone, boolean again) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(time);
      Duration forward = gap.getDuration();
      return List.of(time.plus(forward).toInstant(gap.getOffsetAfter()));
    }
    return offsets.stream().limit(again ? 2 : 1).map(time::toInstant).toList();
  }

  private static List<Instant> found(String cron, ZoneId zone) {
    CronTimes times = CronTimes.parse(cron, CronSyntax.UNIX, zone);
    Instant end = TO.atZone(zone).toInstant();
    List<Instant> found = new ArrayList<>();
    Optional<Instant> next = times.after(FROM.atZone(zone).toInstant().minusSeconds(1));
    while (next.isPresent() && next.get().isBefore(end)) {
      found.add(next.get());
      next = times.after(next.get());
    }
    return found;
  }
}
