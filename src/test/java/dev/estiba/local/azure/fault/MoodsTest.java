package dev.estiba.local.azure.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoodsTest {

  private static final Effect CLOSE = new WireEffect.Close(When.BEFORE);
  private static final Effect NOT_FOUND = new AnswerEffect.NotFound();

  private final SettableClock clock = new SettableClock();

  private Moods moods(Behavior behavior) {
    return new Moods(behavior, clock);
  }

  private Moods moods(Rule... rules) {
    return moods(Behavior.ofRules(rules));
  }

  private static boolean acts(Moods moods, String name) {
    return moods.effectOn(OperationKind.CREATE, name).isPresent();
  }

  /** What happens to so many creates of one name. */
  private static List<Boolean> creates(Moods moods, String name, int requests) {
    return IntStream.range(0, requests).mapToObj(i -> acts(moods, name)).toList();
  }

  // Rules.

  @Test
  void a_rule_acts_on_its_operation_and_names() {
    Moods moods = moods(Rule.always(OperationKind.CREATE, "job-?*", CLOSE));

    assertThat(moods.effectOn(OperationKind.CREATE, "job-1")).contains(CLOSE);
    assertThat(moods.effectOn(OperationKind.CREATE, "JOB-1")).contains(CLOSE);
    assertThat(moods.effectOn(OperationKind.CREATE, "job-")).isEmpty();
    assertThat(moods.effectOn(OperationKind.CREATE, "a-job-1")).isEmpty();
    assertThat(moods.effectOn(OperationKind.GET, "job-1")).isEmpty();
    assertThat(moods.effectOn(OperationKind.LIST, "")).isEmpty();
  }

  @Test
  void a_rule_for_any_operation_also_acts_on_requests_without_a_name() {
    Moods moods = moods(Rule.always(OperationKind.ANY, "*", CLOSE));

    assertThat(moods.effectOn(OperationKind.LIST, "")).contains(CLOSE);
    assertThat(moods.effectOn(OperationKind.DELETE_RESOURCE_GROUP, "")).contains(CLOSE);
  }

  @Test
  void characters_that_mean_something_in_regular_expressions_mean_themselves() {
    Moods moods = moods(Rule.always(OperationKind.ANY, "a.b", CLOSE));

    assertThat(acts(moods, "a.b")).isTrue();
    assertThat(acts(moods, "acb")).isFalse();
  }

  @Test
  void a_rule_lets_some_pass_then_acts_on_some() {
    Moods moods = moods(new Rule(OperationKind.CREATE, "*", 2, 3, null, CLOSE));

    assertThat(creates(moods, "a", 7))
        .containsExactly(false, false, true, true, true, false, false);
    assertThat(moods.counts()).containsExactly(new RuleCount(7, 3));
  }

  @Test
  void the_first_rule_that_acts_hides_a_request_from_the_others() {
    Moods moods =
        moods(
            Rule.times(2, OperationKind.CREATE, "*", CLOSE),
            Rule.times(1, OperationKind.CREATE, "*", NOT_FOUND));

    assertThat(moods.effectOn(OperationKind.CREATE, "a")).contains(CLOSE);
    assertThat(moods.effectOn(OperationKind.CREATE, "a")).contains(CLOSE);
    assertThat(moods.effectOn(OperationKind.CREATE, "a")).contains(NOT_FOUND);
    assertThat(moods.effectOn(OperationKind.CREATE, "a")).isEmpty();
    assertThat(moods.counts()).containsExactly(new RuleCount(4, 2), new RuleCount(2, 1));
  }

  @Test
  void the_same_seed_draws_the_same_and_another_one_does_not() {
    Behavior behavior = Behavior.ofRules(new Rule(OperationKind.ANY, "*", 0, null, 0.5, CLOSE));

    List<Boolean> first = creates(moods(behavior.withSeed(7)), "a", 100);

    assertThat(creates(moods(behavior.withSeed(7)), "a", 100)).isEqualTo(first);
    assertThat(creates(moods(behavior.withSeed(8)), "a", 100)).isNotEqualTo(first);
    assertThat(first.stream().filter(acts -> acts).count()).isBetween(30L, 70L);
  }

  @Test
  void draws_do_not_depend_on_what_runs_beside_them() {
    Behavior behavior = Behavior.ofRules(new Rule(OperationKind.ANY, "*", 0, null, 0.5, CLOSE));
    List<Boolean> alone = creates(moods(behavior), "a", 50);

    Moods shared = moods(behavior);
    List<Boolean> beside =
        IntStream.range(0, 50)
            .mapToObj(
                i -> {
                  creates(shared, "b", i % 3);
                  return acts(shared, "a");
                })
            .toList();

    assertThat(beside).isEqualTo(alone);
  }

  @Test
  void two_rules_draw_differently() {
    Rule a = new Rule(OperationKind.CREATE, "*", 0, null, 0.5, CLOSE);
    Rule b = new Rule(OperationKind.GET, "*", 0, null, 0.5, CLOSE);
    Moods moods = moods(a, b);

    List<Boolean> gets =
        IntStream.range(0, 50)
            .mapToObj(i -> moods.effectOn(OperationKind.GET, "a").isPresent())
            .toList();

    assertThat(gets).isNotEqualTo(creates(moods, "a", 50));
  }

  @Test
  void a_new_behavior_begins_anew_and_an_added_rule_does_not() {
    Behavior behavior = Behavior.ofRules(Rule.times(1, OperationKind.ANY, "*", CLOSE));
    Moods moods = moods(behavior);
    assertThat(creates(moods, "a", 2)).containsExactly(true, false);

    assertThat(moods.add(Rule.times(1, OperationKind.ANY, "*", NOT_FOUND))).isEqualTo(1);
    assertThat(moods.behavior().rules()).hasSize(2);
    assertThat(moods.effectOn(OperationKind.ANY, "a")).contains(NOT_FOUND);

    moods.set(behavior);
    assertThat(moods.counts()).containsExactly(new RuleCount(0, 0));
    assertThat(acts(moods, "a")).isTrue();
  }

  @Test
  void a_failure_to_provision_is_told_to_whoever_makes_the_group() {
    var failure = new PlatformEffect.ProvisioningFailure("InsufficientCapacity", "none left");
    Moods moods = moods(Rule.times(1, OperationKind.CREATE, "a", failure));

    assertThat(acts(moods, "a")).isFalse();
    assertThat(moods.provisioningFailure("b")).isEmpty();
    assertThat(moods.provisioningFailure("a")).contains(failure);
    assertThat(moods.provisioningFailure("a")).isEmpty();
  }

  // Delays and logs.

  @Test
  void delays_are_none_unless_they_are_asked_for() {
    Duration time = Duration.ofSeconds(5);

    assertThat(moods(Behavior.GOOD).pullDelay()).isZero();
    Moods slow = moods(Behavior.GOOD.withDelays(new Delays(time, time, time)));
    assertThat(List.of(slow.createDelay(), slow.pullDelay(), slow.deleteDelay()))
        .containsOnly(time);
  }

  @Test
  void a_log_keeps_its_newest_lines() {
    String log = "one\ntwö\nthree\n";

    assertThat(kept(null, null, log)).isEqualTo(log);
    assertThat(kept(null, 3, log)).isEqualTo(log);
    assertThat(kept(null, 2, log)).isEqualTo("twö\nthree\n");
    assertThat(kept(11, null, log)).isEqualTo("twö\nthree\n");
    assertThat(kept(10, null, log)).isEqualTo("three\n");
    assertThat(kept(11, 1, log)).isEqualTo("three\n");
    assertThat(kept(0, null, log)).isEmpty();
    assertThat(kept(null, 0, log)).isEmpty();
  }

  @Test
  void a_line_that_is_too_long_keeps_its_end() {
    assertThat(kept(4, null, "twö three ööö")).isEqualTo("öö");
    assertThat(kept(3, null, "twö three ööö")).isEqualTo("ö");
  }

  private String kept(Integer bytes, Integer lines, String log) {
    return moods(Behavior.GOOD.withLogs(new Logs(bytes, lines))).keptLog(log);
  }

  // Limits.

  private Moods withCreates(Integer per5Minutes, Integer perHour) {
    return moods(
        Behavior.GOOD.withLimits(new Limits(per5Minutes, perHour, null, null, null, null)));
  }

  @Test
  void without_a_limit_what_is_left_only_informs() {
    Moods moods = moods(Behavior.GOOD);

    assertThat(moods.countCreate("s", "r")).containsValues("14999", "1499");
    for (int i = 0; i < 1600; i++) {
      moods.countCreate("s", "r");
    }
    assertThat(moods.countCreate("s", "r")).containsValues("13398", "0");
  }

  @Test
  void creates_beyond_five_minutes_limit_are_refused_until_there_is_room() {
    Moods moods = withCreates(2, 300);
    assertThat(moods.countCreate("s", "r"))
        .containsEntry("x-ms-ratelimit-remaining-subscription-resource-requests-pt5m", "1")
        .containsEntry("x-ms-ratelimit-remaining-subscription-resource-requests-pt1h", "299");
    clock.advance(Duration.ofSeconds(60));
    moods.countCreate("s", "r");

    Reply refusal = refusal(() -> moods.countCreate("S", "R"));

    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.headers())
        .containsEntry("Retry-After", "240")
        .containsEntry("x-ms-ratelimit-remaining-subscription-resource-requests-pt5m", "0");
    assertThat(refusal.body().at("/error/code").asText()).isEqualTo("TooManyRequests");
    clock.advance(Duration.ofSeconds(239));
    refusal(() -> moods.countCreate("s", "r"));
    clock.advance(Duration.ofSeconds(1));
    moods.countCreate("s", "r");
  }

  @Test
  void creates_beyond_the_hours_limit_wait_for_the_hour() {
    Moods moods = withCreates(null, 1);
    moods.countCreate("s", "r");
    clock.advance(Duration.ofMinutes(10));

    assertThat(refusal(() -> moods.countCreate("s", "r")).headers())
        .containsEntry("Retry-After", "3000");
  }

  @Test
  void each_region_subscription_and_operation_has_a_limit_of_its_own() {
    Moods moods = moods(Behavior.GOOD.withLimits(new Limits(1, null, 1, null, null, null)));

    moods.countCreate("s", "r");
    moods.countCreate("s", "r2");
    moods.countCreate("s2", "r");
    moods.countDelete("s", "r");

    assertThatThrownBy(() -> moods.countCreate("s", "r")).isInstanceOf(RefusalException.class);
    assertThatThrownBy(() -> moods.countDelete("s", "r")).isInstanceOf(RefusalException.class);
  }

  @Test
  void a_limit_of_nothing_refuses_everything() {
    assertThat(refusal(() -> withCreates(0, null).countCreate("s", "r")).headers())
        .containsEntry("Retry-After", "300");
  }

  @Test
  void cores_and_groups_beyond_the_quota_are_refused_in_acis_words() {
    Moods moods = moods(Behavior.GOOD.withLimits(new Limits(null, null, null, null, 3, 10)));

    moods.checkQuota("eastus", 1, () -> new Usage(2, 9));
    assertThat(message(() -> moods.checkQuota("eastus", 1, () -> new Usage(2, 10))))
        .isEqualTo(
            "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota"
                + " 'StandardCores' exceeded in region 'eastus'. Limit: '10', Usage: '10'"
                + " Requested: '1'.");
    assertThat(message(() -> moods.checkQuota("eastus", 0.5, () -> new Usage(3, 0.25))))
        .contains("'ContainerGroups'", "Limit: '3', Usage: '3' Requested: '1'.");
    assertThat(refusal(() -> moods.checkQuota("eastus", 20, () -> new Usage(0, 0))).status())
        .isEqualTo(400);
  }

  @Test
  void parts_of_cores_add_up_to_what_people_expect() {
    Moods moods = moods(Behavior.GOOD.withLimits(new Limits(null, null, null, null, null, 4)));
    double used = 1.1 + 2.2;

    moods.checkQuota("eastus", 0.7, () -> new Usage(2, used));
    assertThat(message(() -> moods.checkQuota("eastus", 0.8, () -> new Usage(2, used))))
        .contains("Usage: '3.3' Requested: '0.8'.");
  }

  @Test
  void usage_is_not_asked_for_where_there_is_no_quota() {
    AtomicInteger asked = new AtomicInteger();

    moods(Behavior.GOOD).checkQuota("eastus", 1, () -> new Usage(asked.incrementAndGet(), 0));

    assertThat(asked).hasValue(0);
  }

  @Test
  void arms_own_counters_go_down_within_an_hour_and_not_below_zero() {
    Moods moods = moods(Behavior.GOOD);
    String reads = "x-ms-ratelimit-remaining-subscription-reads";

    assertThat(moods.countRequest("s", "GET")).containsEntry(reads, "11999");
    assertThat(moods.countRequest("S", "HEAD")).containsEntry(reads, "11998");
    assertThat(moods.countRequest("s", "PUT"))
        .containsEntry("x-ms-ratelimit-remaining-subscription-writes", "1199");
    assertThat(moods.countRequest("s", "DELETE"))
        .containsEntry("x-ms-ratelimit-remaining-subscription-deletes", "14999");
    for (int i = 0; i < 13_000; i++) {
      moods.countRequest("s", "GET");
    }
    assertThat(moods.countRequest("s", "GET")).containsEntry(reads, "0");
    clock.advance(Duration.ofHours(1));
    assertThat(moods.countRequest("s", "GET")).containsEntry(reads, "11999");
  }

  @Test
  void counters_of_very_many_subscriptions_begin_anew() {
    Moods moods = moods(Behavior.GOOD);
    String reads = "x-ms-ratelimit-remaining-subscription-reads";
    moods.countRequest("s", "GET");

    for (int i = 0; i < 5_000; i++) {
      moods.countRequest("s" + i, "GET");
    }

    assertThat(moods.countRequest("s", "GET")).containsEntry(reads, "11999");
  }

  private static Reply refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(RefusalException.class, call).reply();
  }

  private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return refusal(call).body().at("/error/message").asText();
  }
}
