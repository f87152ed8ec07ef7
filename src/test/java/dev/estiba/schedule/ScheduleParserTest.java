package dev.estiba.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleParserTest {

  private static ParsedSchedule parse(String yaml) {
    return ScheduleParser.parse(Document.read(yaml, DocumentFormat.YAML));
  }

  private static List<String> problems(String yaml) {
    return ((ParsedSchedule.Invalid) parse(yaml))
        .problems().stream().map(problem -> problem.path() + " " + problem.message()).toList();
  }

  private static Schedule valid(String yaml) {
    return ((ParsedSchedule.Valid) parse(yaml)).schedule();
  }

  @Test
  void a_schedule_has_defaults_for_all_but_when_and_what() {
    Schedule schedule = valid("{cron: '@daily', task: {image: busybox}}");

    assertThat(schedule.overlap()).isEqualTo(Overlap.SKIP);
    assertThat(schedule.catchUp()).isEqualTo(CatchUp.LATEST);
    assertThat(schedule.jitter()).isEqualTo(Duration.ZERO);
    assertThat(schedule.enabled()).isTrue();
    assertThat(schedule.times().zone().getId()).isEqualTo("Z");
    assertThat(schedule.times().next(Instant.parse("2026-11-30T00:00:00Z"), 1))
        .containsExactly(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void a_date_is_a_whole_day_in_the_time_zone_of_the_schedule() {
    DueTimes times =
        valid(
                """
                cron: "0 */12 * * *"
                timeZone: America/New_York
                startsAt: 2026-12-01
                endsAt: 2026-12-01
                task: {image: busybox}
                """)
            .times();

    assertThat(times.next(Instant.EPOCH, 5))
        .containsExactly(
            Instant.parse("2026-12-01T05:00:00Z"), Instant.parse("2026-12-01T17:00:00Z"));
  }

  @Test
  void times_may_be_local_or_say_their_offset() {
    DueTimes times =
        valid(
                """
                cron: "@hourly"
                timeZone: America/New_York
                startsAt: 2026-12-01T06:30
                endsAt: "2026-12-01T13:00:00+01:00"
                task: {image: busybox}
                """)
            .times();

    assertThat(times.startsAt()).isEqualTo("2026-12-01T11:30:00Z");
    assertThat(times.endsAt()).isEqualTo("2026-12-01T12:00:00Z");
    assertThat(times.next(Instant.EPOCH, 5)).containsExactly(Instant.parse("2026-12-01T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Tokyo", "America/New_York"})
  void the_first_and_the_last_year_can_be_shown(String zone) {
    DueTimes times =
        valid(
                """
                cron: "0 0 1 1 *"
                timeZone: %s
                startsAt: 9999-01-01
                endsAt: 9999-12-31
                task: {image: busybox}
                """
                    .formatted(zone))
            .times();

    assertThat(times.next(Instant.EPOCH, 5)).hasSize(1);
    assertThat(times.next(Instant.parse("9999-06-01T00:00:00Z"), 5)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/Adak", "Asia/Manila", "Etc/GMT+12"})
  void no_limit_may_be_said_as_the_first_and_the_last_day_that_there_are(String zone) {
    DueTimes times =
        valid(
                """
                cron: "0 0 1 1 *"
                timeZone: %s
                startsAt: "0001-01-01T00:00:00"
                endsAt: "9999-12-31T23:59:59.9999999"
                task: {image: busybox}
                """
                    .formatted(zone))
            .times();

    LocalDateTime first = LocalDateTime.parse("0001-01-01T00:00:00");
    assertThat(times.next(Instant.parse("0000-01-01T00:00:00Z"), 2))
        .containsExactly(
            first.atZone(times.zone()).toInstant(),
            first.plusYears(1).atZone(times.zone()).toInstant());
    assertThat(times.next(Instant.parse("2026-11-30T00:00:00Z"), 1))
        .containsExactly(LocalDate.parse("2027-01-01").atStartOfDay(times.zone()).toInstant());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron: 'soon'                     | /cron must be a cron expression with 5 fields",
        "cron: 'soon'                     | it has 1 field",
        "cron: '* * * *'                  | it has 4 fields",
        "cron: '61 * * * *'               | 61",
        "cron: '0 0 30 2 *'               | /cron is never due",
        "cron: 5                          | /cron must be text, not a number",
        "enabled: true                    | /cron is required",
        "timeZone: Madrid                 | did you mean Europe/Madrid?",
        "timeZone: CEST                   | /timeZone must be the IANA name of a time zone",
        "timeZone: '+01:00'               | /timeZone must be the IANA name of a time zone",
        "overlap: never                   | /overlap must be one of skip, allow, replace",
        "catchUp: some                    | /catchUp must be one of none, latest, all",
        "catchUpMost: 5                   | /catchUpMost must only be there with catchUp 'all'",
        "{catchUp: all, catchUpMost: 0}   | /catchUpMost must be a whole number from 1 to 1000",
        "jitterSeconds: 4000              | /jitterSeconds must be a whole number from 0 to 3600",
        "startsAt: tomorrow               | /startsAt must be a date such as 2026-12-01",
        "startsAt: 0000-12-31             | /startsAt must be in a year from 0001 to 9999; leave it out",
        "startsAt: '+999999999-12-31T23:00:00Z' | /startsAt must be in a year from 0001 to 9999",
        "{timeZone: Asia/Tokyo, endsAt: '+999999999-12-31T23:00'} | /endsAt must be in a year from",
        "endsAt: '-999999999-01-01T00:00:00+18:00' | /endsAt must be in a year from 0001 to 9999",
        "{startsAt: 2026-12-02, endsAt: 2026-12-01} | /endsAt must not be before startsAt",
        "enabled: maybe                   | /enabled must be true or false",
        "command: [a]                     | /command is not known here",
        "task: {image: busybox, cpu: -1}  | /task/cpu must be",
        "batch: {items: [a]}              | /batch/task is required",
        "cron: '@daily'                   | must have exactly one of task, batch and pipeline",
        "task: {image: '{{schedule.day}}'} | no field day, only name, dueTime, localTime, date",
      })
  void what_is_wrong_is_told_with_its_place_and_remedy(String yaml, String told) {
    assertThat(problems(yaml)).anyMatch(problem -> problem.contains(told));
  }

  @Test
  void all_that_is_wrong_is_told_at_once_each_with_its_line() {
    ParsedSchedule.Invalid invalid =
        (ParsedSchedule.Invalid)
            parse("cron: soon\noverlap: never\ntask:\n  image: busybox\n  cpu: -1\n");

    assertThat(invalid.problems()).hasSize(3);
    assertThat(invalid.problems())
        .extracting(problem -> problem.place() == null ? 0 : problem.place().line())
        .containsExactlyInAnyOrder(1, 2, 5);
  }

  @Test
  void its_secrets_are_found_wherever_they_are() {
    ParsedSchedule.Valid valid =
        (ParsedSchedule.Valid)
            parse(
                """
                cron: "@daily"
                batch:
                  items: [a]
                  task:
                    image: busybox
                    environmentVariables: [{name: A, secureValue: hunter2}]
                """);

    assertThat(valid.literalSecrets())
        .containsExactly("/batch/task/environmentVariables/0/secureValue");
  }
}
