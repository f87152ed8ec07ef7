package dev.estiba.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.launch.Launch;
import dev.estiba.schedule.ScheduledRun.State;
import dev.estiba.store.TaggedDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {

  private static final String TASK = "task: {image: busybox}\n";
  private static final String EVERY_MINUTE = "cron: '* * * * *'\n" + TASK;
  private static final String DAILY = "cron: '0 6 * * *'\n" + TASK;

  private static final Instant DAWN = Instant.parse("2026-11-30T05:00:30Z");

  private static final String JITTER = "jitterSeconds: 3600\n";

  /** When what is due daily starts then, if it is called s. */
  private static final Instant JITTERED =
      Jitter.startOf("s", Instant.parse("2026-11-30T06:00:00Z"), Duration.ofHours(1));

  private final ScheduleWorld world = new ScheduleWorld(DAWN.toString());
  private final ScheduleWorld.Host host = world.host();

  private void startDueAt(String... times) throws IOException {
    for (String time : times) {
      world.at(time);
      host.scheduler().startDue();
    }
  }

  private List<State> states(String name) throws IOException {
    return host.runsOf(name).stream().map(ScheduledRun::state).toList();
  }

  @Test
  void a_due_time_starts_once_under_an_id_made_of_it() throws IOException {
    host.put("nightly", DAILY);

    startDueAt("2026-11-30T05:59:59Z");
    assertThat(world.started()).isEmpty();
    startDueAt("2026-11-30T06:00:03Z", "2026-11-30T06:00:03Z", "2026-11-30T06:00:08Z");

    assertThat(world.started()).containsExactly("nightly-20261130T060000Z");
    assertThat(world.startedTwice()).isEmpty();
    ScheduleWorld.Run run = world.runs().get("nightly-20261130T060000Z");
    assertThat(run.launch()).isInstanceOf(Launch.OfTask.class);
    assertThat(run.secretsOwner()).isEqualTo("schedule/nightly");
  }

  @Test
  void what_is_started_may_say_when_it_was_due() throws IOException {
    host.put(
        "nightly",
        """
        cron: "30 0 * * *"
        timeZone: Europe/Madrid
        task:
          image: busybox
          command: ["{{schedule.name}}", "{{schedule.dueTime}}", "{{schedule.date}}", "{{schedule.localTime}}"]
        """);

    startDueAt("2026-11-30T23:30:01Z");

    assertThat(Json.write(world.runs().get("nightly-20261130T233000Z").launch()))
        .contains(
            "[\"nightly\",\"2026-11-30T23:30:00Z\",\"2026-12-01\",\"2026-12-01T00:30:00+01:00\"]");
  }

  @Test
  void many_hosts_at_the_same_time_start_it_once() throws Exception {
    List<ScheduleWorld.Host> hosts = List.of(host, world.host(), world.host(), world.host());
    host.put("busy", "overlap: allow\n" + EVERY_MINUTE);
    ExecutorService threads = Executors.newFixedThreadPool(hosts.size());
    try {
      for (int minute = 1; minute <= 50; minute++) {
        world.pass(Duration.ofMinutes(1));
        List<Callable<Void>> all = new ArrayList<>();
        for (ScheduleWorld.Host each : hosts) {
          all.add(
              () -> {
                each.scheduler().startDue();
                return null;
              });
        }
        for (Future<Void> done : threads.invokeAll(all)) {
          done.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(world.started()).hasSize(50);
    assertThat(world.startedTwice()).isEmpty();
    assertThat(states("busy")).hasSize(10).containsOnly(State.STARTED);
  }

  @Test
  void what_another_host_put_is_seen_before_it_is_too_late() throws IOException {
    ScheduleWorld.Host other = world.host();
    startDueAt("2026-11-30T05:00:58Z");
    other.put("new", "catchUp: none\n" + EVERY_MINUTE);
    world.at("2026-11-30T05:01:01Z");

    for (int i = 0; i < 24; i++) {
      world.pass(Duration.ofSeconds(5));
      host.scheduler().startDue();
    }

    assertThat(world.started())
        .containsExactly("new-20261130T050100Z", "new-20261130T050200Z", "new-20261130T050300Z");
  }

  @ParameterizedTest
  @CsvSource({
    "cron, soon, /cron must be a cron expression",
    "startsAt, +999999999-12-31T23:00:00Z, /startsAt must be in a year from 0001 to 9999",
    "endsAt, -999999999-01-01T00:00, /endsAt must be in a year from 0001 to 9999"
  })
  void one_that_is_broken_holds_up_no_other(String field, String text, String problem)
      throws IOException {
    host.put("a", DAILY);
    host.put("b", DAILY);
    // What an older version took, for instance.
    ObjectNode taken = ((ObjectNode) ScheduleWorld.definition(DAILY)).put(field, text);
    host.schedules().put("a", taken.put("timeZone", "Asia/Tokyo"), any -> true, world.now());

    startDueAt("2026-11-30T06:00:03Z");

    assertThat(world.started()).containsExactly("b-20261130T060000Z");
    ScheduleView broken =
        ScheduleView.of(
            host.schedules().read("a").orElseThrow(), world.now(), null, id -> Optional.empty());
    assertThat(broken.dueTimes()).isEmpty();
    assertThat(broken.problem()).contains(problem);
  }

  @Test
  void skip_leaves_out_what_is_due_while_an_earlier_one_goes_on() throws IOException {
    world.runsTake(Duration.ofSeconds(150));
    host.put("s", EVERY_MINUTE);

    startDueAt(
        "2026-11-30T05:01:00Z",
        "2026-11-30T05:02:00Z",
        "2026-11-30T05:03:00Z",
        "2026-11-30T05:04:00Z");

    assertThat(world.started()).containsExactly("s-20261130T050100Z", "s-20261130T050400Z");
    assertThat(states("s"))
        .containsExactly(State.STARTED, State.SKIPPED, State.SKIPPED, State.STARTED);
    assertThat(host.runsOf("s").get(1).why()).isEqualTo("s-20261130T050100Z was still going.");
  }

  @Test
  void allow_starts_beside_what_goes_on() throws IOException {
    world.runsTake(Duration.ofDays(1));
    host.put("s", "overlap: allow\n" + EVERY_MINUTE);

    startDueAt("2026-11-30T05:01:00Z", "2026-11-30T05:02:00Z", "2026-11-30T05:03:00Z");

    assertThat(world.started()).hasSize(3);
  }

  @Test
  void replace_cancels_what_goes_on_and_starts_once_it_has_ended() throws IOException {
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofSeconds(8));
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);

    startDueAt("2026-11-30T05:01:00Z", "2026-11-30T05:02:00Z", "2026-11-30T05:02:05Z");
    assertThat(world.started()).containsExactly("s-20261130T050100Z");
    assertThat(states("s")).containsExactly(State.PLANNED, State.STARTED);
    startDueAt("2026-11-30T05:02:10Z");

    assertThat(world.started()).containsExactly("s-20261130T050100Z", "s-20261130T050200Z");
    assertThat(world.runs().get("s-20261130T050100Z").endedAt())
        .isEqualTo(Instant.parse("2026-11-30T05:02:08Z"));
  }

  @Test
  void what_waits_for_its_place_is_replaced_as_well() throws IOException {
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofSeconds(90));
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);

    startDueAt("2026-11-30T05:01:00Z", "2026-11-30T05:02:00Z", "2026-11-30T05:03:00Z");
    assertThat(states("s")).containsExactly(State.PLANNED, State.SKIPPED, State.STARTED);
    startDueAt("2026-11-30T05:03:35Z");

    assertThat(world.started()).containsExactly("s-20261130T050100Z", "s-20261130T050300Z");
  }

  @Test
  void what_was_started_without_an_answer_is_replaced_too() throws IOException {
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofSeconds(90));
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);
    world.answersAreLost(true);
    startDueAt("2026-11-30T05:01:00Z");
    world.answersAreLost(false);

    startDueAt("2026-11-30T05:02:00Z", "2026-11-30T05:03:00Z", "2026-11-30T05:03:25Z");
    assertThat(world.started()).containsExactly("s-20261130T050100Z");
    startDueAt("2026-11-30T05:03:35Z");

    assertThat(world.started()).containsExactly("s-20261130T050100Z", "s-20261130T050300Z");
    assertThat(world.runs().get("s-20261130T050100Z").endedAt())
        .isEqualTo(Instant.parse("2026-11-30T05:03:30Z"));
  }

  @Test
  void successors_wait_only_for_what_may_go_on() throws IOException {
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofDays(1));
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);

    startDueAt(
        "2026-11-30T05:01:00Z",
        "2026-11-30T05:02:00Z",
        "2026-11-30T05:03:00Z",
        "2026-11-30T05:04:00Z");

    assertThat(host.runsOf("s").get(0).replaces()).containsExactly("s-20261130T050100Z");
  }

  @Test
  void successors_wait_no_more_for_what_was_started_without_an_answer_and_ended()
      throws IOException {
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);
    world.answersAreLost(true);

    startDueAt(
        "2026-11-30T05:01:00Z",
        "2026-11-30T05:02:00Z",
        "2026-11-30T05:03:00Z",
        "2026-11-30T05:04:00Z");

    assertThat(host.runsOf("s").get(0).replaces()).containsExactly("s-20261130T050300Z");
  }

  @Test
  void what_is_replaced_never_goes_on_beside_its_successor_wherever_a_host_dies()
      throws IOException {
    int steps = stepsOfReplacing(-1, false);

    assertThat(steps).isGreaterThan(60);
    for (int step = 0; step < steps; step++) {
      for (boolean afterwards : new boolean[] {false, true}) {
        int unused = stepsOfReplacing(step, afterwards);
      }
    }
  }

  /** Two hosts look every five seconds, after each other; who dies comes back at once. */
  private static int stepsOfReplacing(int crashAt, boolean afterwards) throws IOException {
    ScheduleWorld world = new ScheduleWorld("2026-11-30T05:00:55Z");
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofSeconds(8));
    world.host().put("s", "overlap: replace\nendsAt: '2026-11-30T05:03:00Z'\n" + EVERY_MINUTE);
    ScheduleWorld.Host[] hosts = {world.host(), world.host()};
    world.crashAt(crashAt, afterwards);

    for (int i = 0; i < 100; i++) {
      world.pass(Duration.ofSeconds(i % 2 == 0 ? 5 : 0));
      try {
        hosts[i % 2].scheduler().startDue();
      } catch (ScheduleWorld.Crash e) {
        hosts[i % 2] = world.host();
      }
      assertThat(world.going())
          .as("at %s; died at step %d, %s its effect", world.now(), crashAt, afterwards)
          .hasSizeLessThanOrEqualTo(1);
    }

    assertThat(world.going()).containsExactly("s-20261130T050300Z");
    return world.steps();
  }

  @Test
  void what_was_replaced_while_its_start_hung_is_cancelled_at_once() throws IOException {
    world.runsTake(Duration.ofDays(1));
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);
    world.nextStartHangs(
        () ->
            looks(
                world.host(),
                "2026-11-30T05:02:00Z",
                "2026-11-30T05:02:05Z",
                "2026-11-30T05:02:10Z"));

    startDueAt("2026-11-30T05:01:00Z");

    assertThat(world.started()).containsExactly("s-20261130T050200Z", "s-20261130T050100Z");
    assertThat(world.going()).containsExactly("s-20261130T050200Z");
    assertThat(states("s")).containsExactly(State.STARTED, State.SKIPPED);
    assertThat(host.runsOf("s").get(1).why())
        .isEqualTo("A later one took its place before it was known to have begun.");
  }

  private void looks(ScheduleWorld.Host other, String... times) {
    for (String time : times) {
      world.at(time);
      try {
        other.scheduler().startDue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void a_missed_time_is_made_up_for_once_at_the_latest() throws IOException {
    host.put("s", DAILY);

    startDueAt("2026-12-03T09:00:00Z");

    assertThat(world.started()).containsExactly("s-20261203T060000Z");
    assertThat(states("s")).containsExactly(State.STARTED, State.MISSED);
    ScheduledRun missed = host.runsOf("s").get(1);
    assertThat(missed.dueAt()).isEqualTo("2026-11-30T06:00:00Z");
    assertThat(missed.until()).isEqualTo("2026-12-02T06:00:00Z");
  }

  @Test
  void missed_times_are_left_out_where_nothing_is_to_be_made_up_for() throws IOException {
    host.put("s", "catchUp: none\n" + DAILY);

    startDueAt("2026-12-03T05:59:00Z", "2026-12-03T06:00:59Z", "2026-12-04T06:01:30Z");

    assertThat(world.started()).containsExactly("s-20261203T060000Z");
    assertThat(states("s")).containsExactly(State.MISSED, State.STARTED, State.MISSED);
    assertThat(host.runsOf("s").get(0).until()).isNull();
  }

  @Test
  void all_missed_times_are_started_in_their_order_up_to_the_bound() throws IOException {
    host.put("s", "catchUp: all\ncatchUpMost: 3\noverlap: allow\n" + DAILY);

    startDueAt("2026-12-10T09:00:00Z");

    assertThat(world.started())
        .containsExactly("s-20261208T060000Z", "s-20261209T060000Z", "s-20261210T060000Z");
    ScheduledRun missed = host.runsOf("s").get(3);
    assertThat(missed.state()).isEqualTo(State.MISSED);
    assertThat(missed.until()).isEqualTo("2026-12-07T06:00:00Z");
  }

  @Test
  void a_year_without_a_host_is_soon_made_up_for_even_if_it_is_due_every_second()
      throws IOException {
    host.put("s", "catchUp: all\ncatchUpMost: 5\noverlap: allow\ncron: '* * * * * *'\n" + TASK);

    long before = System.nanoTime();
    startDueAt("2027-11-30T05:00:00Z");

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    assertThat(world.started()).hasSize(5 + 60).doesNotHaveDuplicates();
    assertThat(world.started()).endsWith("s-20271130T050000Z");
  }

  @Test
  void one_that_makes_up_for_much_holds_up_no_other() throws IOException {
    host.put(
        "a",
        "catchUp: all\ncatchUpMost: 400\noverlap: allow\nendsAt: '2026-11-30T14:59:00Z'\n"
            + EVERY_MINUTE);
    host.put("missed", DAILY);
    host.put("next", "catchUp: none\ncron: '0 15 * * *'\n" + TASK);
    world.startsTake(Duration.ofMillis(200));
    world.at("2026-11-30T14:59:59Z");

    for (int looks = 0; looks < 10; looks++) {
      host.scheduler().startDue();
      world.pass(Duration.ofSeconds(5));
    }

    assertThat(world.started())
        .hasSize(403)
        .startsWith("missed-20261130T060000Z", "a-20261130T081900Z")
        .endsWith("a-20261130T145900Z");
    assertThat(world.runs().get("next-20261130T150000Z").startedAt())
        .isBefore("2026-11-30T15:00:20Z");
  }

  @Test
  void one_whose_start_takes_long_and_fails_holds_up_no_other() throws IOException {
    host.put("a", DAILY);
    host.put("b", DAILY);
    world.answersAreLost(true);
    world.startsTake(Duration.ofSeconds(10));

    startDueAt("2026-11-30T06:00:02Z", "2026-11-30T06:00:30Z");

    assertThat(world.started()).containsExactly("a-20261130T060000Z", "b-20261130T060000Z");
  }

  @Test
  void jitter_puts_starts_off_by_always_the_same_time() throws IOException {
    host.put("s", "jitterSeconds: 600\noverlap: allow\ncron: '*/30 * * * *'\n" + TASK);

    for (int i = 0; i < 48 * 60 + 20; i++) {
      world.pass(Duration.ofSeconds(30));
      (i % 2 == 0 ? host : world.host()).scheduler().startDue();
    }

    List<Duration> delays =
        world.runs().entrySet().stream()
            .map(
                run ->
                    Duration.between(
                        Instant.parse(
                            run.getKey()
                                .replaceFirst("s-(....)(..)(..T..)(..)(..Z)", "$1-$2-$3:$4:$5")),
                        run.getValue().startedAt()))
            .toList();
    assertThat(delays).hasSize(48);
    assertThat(delays)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(630)) <= 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(400)) > 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(200)) < 0);
    assertThat(world.startedTwice()).isEmpty();
  }

  @Test
  void nothing_is_missed_where_jitter_is_longer_than_the_time_between() throws IOException {
    host.put("s", "jitterSeconds: 3600\noverlap: allow\ncron: '*/5 * * * *'\n" + TASK);

    for (int i = 0; i < 24 * 120; i++) {
      world.pass(Duration.ofSeconds(30));
      host.scheduler().startDue();
      assertThat(states("s")).doesNotContain(State.MISSED);
    }

    List<String> firstDue =
        host.schedules().read("s").orElseThrow().schedule().times().next(DAWN, 23 * 12).stream()
            .map(due -> DueIds.of("s", due))
            .toList();
    assertThat(world.started()).startsWith(firstDue.toArray(String[]::new));
  }

  @Test
  void nothing_is_due_before_it_starts_or_after_it_ends() throws IOException {
    host.put("s", "startsAt: 2026-12-02\nendsAt: '2026-12-03T06:00:00Z'\n" + DAILY);

    for (int hours = 0; hours < 24 * 6; hours++) {
      startDueAt(world.now().plus(Duration.ofMinutes(60)).toString().substring(0, 14) + "00:01Z");
    }

    assertThat(world.started()).containsExactly("s-20261202T060000Z", "s-20261203T060000Z");
  }

  @Test
  void a_paused_one_starts_nothing_and_makes_up_for_nothing() throws IOException {
    host.put("s", "overlap: allow\n" + EVERY_MINUTE);
    host.schedules().enable("s", false, any -> true, world.now());
    startDueAt("2026-11-30T05:01:00Z", "2026-11-30T05:02:00Z");
    assertThat(world.started()).isEmpty();

    host.schedules().enable("s", true, any -> true, world.now());
    startDueAt("2026-11-30T05:02:30Z", "2026-11-30T05:03:00Z");

    assertThat(world.started()).containsExactly("s-20261130T050300Z");
  }

  @Test
  void it_runs_now_once_for_each_wish_even_if_it_is_paused() throws IOException {
    host.put("s", "enabled: false\n" + DAILY);

    ScheduledRun run = host.scheduler().startNow("s", "one").orElseThrow();
    host.scheduler().startNow("s", "one");
    host.scheduler().startNow("s", "two");

    assertThat(run.state()).isEqualTo(State.STARTED);
    assertThat(run.dueAt()).isNull();
    assertThat(world.started()).containsExactly("s-manual-one", "s-manual-two");
    assertThat(world.startedTwice()).isEmpty();
    assertThat(host.scheduler().startNow("nobody", "one")).isEmpty();
  }

  @Test
  void what_somebody_has_run_now_counts_as_going_on() throws IOException {
    world.runsTake(Duration.ofHours(2));
    host.put("s", DAILY);
    host.scheduler().startNow("s", "one");

    startDueAt("2026-11-30T06:00:01Z");

    assertThat(states("s")).containsExactly(State.SKIPPED, State.STARTED);
  }

  @Test
  void what_cannot_be_started_is_tried_again_until_it_can() throws IOException {
    host.put("s", DAILY);
    world.hubIsDown(true);
    startDueAt("2026-11-30T06:00:01Z", "2026-11-30T06:00:06Z");
    assertThat(host.runsOf("s").get(0).why())
        .isEqualTo("It could not be started yet: The hub is down.");
    assertThat(states("s")).containsExactly(State.PLANNED);

    world.hubIsDown(false);
    startDueAt("2026-11-30T09:00:00Z");

    assertThat(world.started()).containsExactly("s-20261130T060000Z");
    assertThat(host.runsOf("s").get(0).why()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlap: allow\n" + DAILY, "jitterSeconds: 0\n" + DAILY})
  void a_definition_that_is_due_at_the_same_times_loses_none_in_between(String again)
      throws IOException {
    host.put("s", DAILY);
    world.at("2026-11-30T06:00:02Z");
    JsonNode definition = ScheduleWorld.definition(again);
    host.schedules().put("s", definition, any -> true, world.now());

    host.scheduler().startDue();

    assertThat(world.started()).containsExactly("s-20261130T060000Z");
  }

  @Test
  void another_cron_counts_from_when_it_is_put() throws IOException {
    host.put("s", DAILY);
    startDueAt("2026-11-30T07:00:30Z");
    host.put("s", "cron: '0 7 * * *'\n" + TASK);

    startDueAt("2026-11-30T07:00:40Z", "2026-12-01T07:00:01Z");

    assertThat(world.started()).containsExactly("s-20261130T060000Z", "s-20261201T070000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron: '0 7 * * *'\n",
        "cron: '0 6 * * *'\ntimeZone: Europe/Madrid\n",
        "cron: '0 6 * * *'\n"
      })
  void what_waits_for_its_jitter_is_started_before_other_times_are_put(String next)
      throws IOException {
    host.put("s", JITTER + DAILY);
    startDueAt("2026-11-30T06:00:02Z");
    assertThat(world.started()).isEmpty();

    host.put("s", "catchUp: none\n" + next + "task: {image: another}\n");
    startDueAt("2026-11-30T06:00:12Z", "2026-11-30T06:59:59Z");

    assertThat(world.started()).containsExactly("s-20261130T060000Z");
    assertThat(world.startedTwice()).isEmpty();
    assertThat(Json.write(world.runs().get("s-20261130T060000Z").launch())).contains("busybox");
  }

  @Test
  void what_waits_for_its_jitter_goes_on_waiting_where_the_same_times_are_put() throws IOException {
    host.put("s", JITTER + DAILY);
    world.at("2026-11-30T06:00:02Z");
    host.put("s", "overlap: allow\n" + JITTER + DAILY);
    host.put("s", EVERY_MINUTE, tag -> false);
    assertThat(world.started()).isEmpty();

    startDueAt(JITTERED.toString());

    assertThat(world.started()).containsExactly("s-20261130T060000Z");
  }

  @Test
  void what_waits_when_it_is_paused_is_left_out_and_noted() throws IOException {
    host.put("s", "overlap: allow\n" + JITTER + DAILY);
    startDueAt("2026-11-30T06:00:02Z");

    host.schedules().enable("s", false, any -> true, world.now());
    world.pass(Duration.ofSeconds(5));
    host.schedules().enable("s", true, any -> true, world.now());
    startDueAt(JITTERED.toString());

    assertThat(world.started()).isEmpty();
    assertThat(states("s")).containsExactly(State.SKIPPED);
    ScheduledRun left = host.runsOf("s").get(0);
    assertThat(left.instanceId()).isEqualTo("s-20261130T060000Z");
    assertThat(left.until()).isNull();
    assertThat(left.why()).isEqualTo("The schedule was paused before it began.");
  }

  @Test
  void one_that_is_put_paused_leaves_out_what_waits_and_notes_it_once() throws IOException {
    String often = "overlap: allow\n" + JITTER + "cron: '* * * * * *'\nstartsAt: '";
    host.put("s", often + "2026-11-30T06:00:01Z'\n" + TASK);
    world.at("2026-11-30T06:00:03Z");

    host.put("s", "enabled: false\n" + DAILY);
    startDueAt("2026-11-30T08:00:00Z");

    assertThat(world.started()).isEmpty();
    assertThat(states("s")).containsExactly(State.SKIPPED);
    ScheduledRun left = host.runsOf("s").get(0);
    assertThat(left.dueAt()).isEqualTo("2026-11-30T06:00:01Z");
    assertThat(left.until()).isEqualTo("2026-11-30T06:00:03Z");
  }

  @Test
  void one_that_is_put_paused_starts_nothing_that_is_due() throws IOException {
    host.put("s", DAILY);
    world.at("2026-11-30T06:00:03Z");

    host.put("s", "enabled: false\n" + DAILY);

    assertThat(world.started()).isEmpty();
    assertThat(states("s")).containsExactly(State.SKIPPED);
  }

  @Test
  void when_it_is_paused_only_what_somebody_wants_to_run_now_is_still_started() throws IOException {
    host.put("s", DAILY);
    world.hubIsDown(true);
    startDueAt("2026-11-30T06:00:02Z");
    host.scheduler().startNow("s", "one");

    host.schedules().enable("s", false, any -> true, world.now());
    world.hubIsDown(false);
    startDueAt("2026-11-30T06:00:12Z");

    assertThat(world.started()).containsExactly("s-manual-one");
    assertThat(states("s")).containsExactly(State.STARTED, State.SKIPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "replace"})
  void what_may_go_on_when_it_is_paused_counts_once_it_is_resumed(String overlap)
      throws IOException {
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofSeconds(90));
    host.put("s", "overlap: " + overlap + "\n" + EVERY_MINUTE);
    world.answersAreLost(true);
    startDueAt("2026-11-30T05:01:00Z");
    world.answersAreLost(false);

    enable(false);
    enable(true);
    startDueAt("2026-11-30T05:02:00Z");

    assertThat(world.started()).containsExactly("s-20261130T050100Z");
    assertThat(host.runsOf("s").get(1).why())
        .isEqualTo("The schedule was paused before it was known to have begun.");
  }

  @Test
  void what_waits_for_its_place_when_it_is_paused_leaves_that_to_its_successor()
      throws IOException {
    world.runsTake(Duration.ofDays(1)).cancelsTake(Duration.ofSeconds(90));
    host.put("s", "overlap: replace\n" + EVERY_MINUTE);
    world.answersAreLost(true);
    startDueAt("2026-11-30T05:01:00Z");
    world.answersAreLost(false);
    startDueAt("2026-11-30T05:02:00Z");

    enable(false);
    enable(true);
    startDueAt("2026-11-30T05:03:00Z", "2026-11-30T05:03:25Z");
    assertThat(world.started()).containsExactly("s-20261130T050100Z");
    startDueAt("2026-11-30T05:03:35Z");

    assertThat(world.started()).containsExactly("s-20261130T050100Z", "s-20261130T050300Z");
  }

  private void enable(boolean enabled) {
    try {
      assertThat(host.schedules().enable("s", enabled, any -> true, world.now()))
          .isInstanceOf(TaggedDocuments.Outcome.Done.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_fails_to_start_while_it_is_paused_is_left_out() throws IOException {
    world.runsTake(Duration.ofHours(1));
    host.put("s", DAILY);
    world.answersAreLost(true);
    world.nextStartHangs(() -> enable(false));
    startDueAt("2026-11-30T06:00:02Z");
    world.answersAreLost(false);

    startDueAt("2026-11-30T06:00:12Z");

    assertThat(world.startedTwice()).isEmpty();
    assertThat(states("s")).containsExactly(State.SKIPPED);
    assertThat(host.schedules().read("s").orElseThrow().going())
        .containsExactly("s-20261130T060000Z");
  }

  @Test
  void what_nobody_is_starting_any_more_is_left_out_where_it_is_paused() throws IOException {
    host.put("s", DAILY);
    world.nextStartHangs(
        () -> {
          enable(false);
          throw new ScheduleWorld.Crash();
        });
    assertThatThrownBy(() -> startDueAt("2026-11-30T06:00:02Z"))
        .isInstanceOf(ScheduleWorld.Crash.class);

    startDueAt("2026-11-30T06:01:12Z");

    assertThat(world.started()).isEmpty();
    assertThat(states("s")).containsExactly(State.SKIPPED);
    assertThat(host.runsOf("s").get(0).why())
        .isEqualTo("The schedule was paused before it was known to have begun.");
  }

  @Test
  void other_times_are_put_without_the_task_hub_where_nothing_is_due() throws IOException {
    world.runsTake(Duration.ofDays(1));
    host.put("s", DAILY);
    host.scheduler().startNow("s", "one");
    world.hubIsDown(true);

    ScheduleRecord put = host.put("s", EVERY_MINUTE);

    assertThat(put.definition().path("cron").asText()).isEqualTo("* * * * *");
  }

  @Test
  void of_two_writers_none_loses_an_update() throws IOException {
    ScheduleRecord first = host.put("s", DAILY);
    TaggedDocuments.Condition isFirst = first.entityTag()::equals;

    assertThat(host.put("s", EVERY_MINUTE, isFirst))
        .isInstanceOf(TaggedDocuments.Outcome.Done.class);
    assertThat(world.host().put("s", "overlap: allow\n" + DAILY, isFirst))
        .isInstanceOf(TaggedDocuments.Outcome.Conflict.class);
    assertThat(host.schedules().delete("s", isFirst))
        .isInstanceOf(TaggedDocuments.Outcome.Conflict.class);
    assertThat(host.put("s", DAILY, Objects::isNull))
        .isInstanceOf(TaggedDocuments.Outcome.Conflict.class);
    assertThat(host.put("other", DAILY, Objects::isNull))
        .isInstanceOf(TaggedDocuments.Outcome.Done.class);
    assertThat(host.schedules().read("s").orElseThrow().definition().path("cron").asText())
        .isEqualTo("* * * * *");
  }

  @Test
  void a_deleted_one_starts_nothing_more() throws IOException {
    host.put("s", DAILY);
    ScheduleWorld.Host other = world.host();
    other.scheduler().startDue();

    assertThat(host.schedules().delete("s", any -> true))
        .isInstanceOf(TaggedDocuments.Outcome.Done.class);
    assertThat(host.schedules().delete("s", any -> true))
        .isInstanceOf(TaggedDocuments.Outcome.Unknown.class);
    world.at("2026-11-30T06:00:03Z");
    other.scheduler().startDue();
    host.scheduler().startDue();

    assertThat(world.started()).isEmpty();
  }

  @Test
  void to_find_that_nothing_is_due_costs_nothing_most_of_the_time() throws IOException {
    for (int i = 0; i < 20; i++) {
      host.put("s" + i, DAILY);
    }
    world.crashAt(-1, false);

    for (int i = 0; i < 120; i++) {
      world.pass(Duration.ofSeconds(5));
      host.scheduler().startDue();
    }

    // In ten minutes: a list and twenty reads twice a minute.
    assertThat(world.steps()).isLessThanOrEqualTo(21 * 21);
  }
}
