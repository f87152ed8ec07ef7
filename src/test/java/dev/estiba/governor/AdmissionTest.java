package dev.estiba.governor;

import static dev.estiba.governor.Region.NOON;
import static dev.estiba.governor.Region.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Json;
import dev.estiba.governor.Turn.Granted;
import dev.estiba.governor.Turn.Limit;
import dev.estiba.governor.Turn.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

  @Test
  void calls_are_granted_until_a_window_is_full_and_then_told_when_it_opens() {
    Region region = new Region(Region.ofCreates(2, 3));
    assertThat(region.isGranted(1)).isTrue();
    region.pass(10);
    assertThat(region.isGranted(2)).isTrue();

    Wait third = region.mustWait(3);
    Wait fourth = region.mustWait(4);

    assertThat(third)
        .isEqualTo(new Wait(Limit.RATE, 1, NOON.plusSeconds(305), Duration.ofSeconds(295)));
    // The fourth of an hour waits for the first to be an hour old.
    assertThat(fourth.estimatedStart()).isEqualTo(NOON.plusSeconds(3605));
    assertThat(fourth.position()).isEqualTo(2);
    region.pass(294);
    assertThat(region.isGranted(3)).isFalse();
    region.pass(1);
    assertThat(region.isGranted(3)).isTrue();
  }

  @Test
  void who_came_first_is_served_first_whoever_asks_first() {
    Region region = new Region(Region.ofGroups(1));
    region.ask(0);
    region.mustWait(5);
    region.mustWait(3);
    region.ends(0);

    assertThat(region.mustWait(5).position()).isEqualTo(2);
    assertThat(region.isGranted(3)).isTrue();
    assertThat(region.isGranted(5)).isFalse();
  }

  @Test
  void of_the_same_moment_the_smaller_id_is_first() {
    Region region = new Region(Region.ofGroups(1));
    region.ask(0);
    Ticket a = new Ticket("a/1", NOON, 1, NOON.plusSeconds(9000));
    Ticket b = new Ticket("b/1", NOON, 1, NOON.plusSeconds(9000));
    region.ask(b);
    region.ask(a);
    region.ends(0);

    assertThat(region.ask(b)).isInstanceOf(Wait.class);
    assertThat(region.ask(a)).isInstanceOf(Granted.class);
  }

  @Test
  void who_waits_behind_others_starts_before_them_if_there_is_room_for_all() {
    Region region = new Region(Region.ofGroups(2));
    region.ask(0);
    region.ask(1);
    region.mustWait(2);
    region.mustWait(3);
    region.ends(0);
    region.ends(1);

    assertThat(region.isGranted(3)).isTrue();
    assertThat(region.isGranted(4)).isFalse();
    assertThat(region.isGranted(2)).isTrue();
  }

  @Test
  void a_waiter_that_does_not_ask_again_in_time_blocks_nobody() {
    Region region = new Region(Region.ofGroups(1));
    region.ask(0);
    Wait dead = region.mustWait(1);
    region.ends(0);
    assertThat(region.isGranted(2)).isFalse();

    region.pass(dead.retryAfter().toSeconds() + 121);

    assertThat(region.isGranted(2)).isTrue();
  }

  @Test
  void who_is_granted_and_asks_again_is_granted_again_and_counted_once() {
    Region region = new Region(Region.ofCreates(2, 2));
    region.ask(1);
    region.pass(60);

    assertThat(region.isGranted(1)).isTrue();
    assertThat(region.isGranted(2)).isTrue();

    assertThat(region.isGranted(3)).isFalse();
    assertThat(region.isGranted(1)).isTrue();
    assertThat(region.ledger.creates()).hasSize(2);
  }

  @Test
  void cores_are_counted_and_a_small_group_does_not_pass_a_large_one_that_waits() {
    AciLimits limits = new AciLimits(100, 4, 100, 300, 100, 300);
    Region region = new Region(limits);
    assertThat(region.ask(ticket(0, 2.5))).isInstanceOf(Granted.class);

    Wait large = (Wait) region.ask(ticket(1, 2));
    Wait small = (Wait) region.ask(ticket(2, 0.5));

    assertThat(large.limit()).isEqualTo(Limit.CORES);
    assertThat(small.limit()).isEqualTo(Limit.CORES);
    region.ends(0);
    assertThat(region.ask(ticket(2, 0.5))).isInstanceOf(Granted.class);
    assertThat(region.ask(ticket(1, 2))).isInstanceOf(Granted.class);
  }

  @Test
  void a_group_that_is_larger_than_the_limit_is_left_to_azure_and_blocks_nobody_for_ever() {
    Region region = new Region(new AciLimits(100, 4, 100, 300, 100, 300));

    assertThat(region.ask(ticket(0, 8))).isInstanceOf(Granted.class);
    assertThat(region.isGranted(1)).isFalse();
    region.ends(0);
    assertThat(region.isGranted(1)).isTrue();
  }

  @Test
  void a_group_of_whose_end_nobody_heard_is_forgotten_when_it_expires() {
    Region region = new Region(Region.ofGroups(1));
    region.ask(new Ticket("lost/1", NOON, 1, NOON.plusSeconds(100)));
    assertThat(region.isGranted(1)).isFalse();

    region.pass(100);

    assertThat(region.isGranted(1)).isTrue();
  }

  @Test
  void a_create_that_azure_refused_counts_but_has_no_group() {
    Region region = new Region(new AciLimits(1, 100, 2, 300, 100, 300));
    region.ask(1);
    region.ledger = region.ledger.refused(ticket(1).id());

    assertThat(region.isGranted(2)).isTrue();
    region.ends(2);

    assertThat(region.mustWait(1).limit()).isEqualTo(Limit.RATE);
  }

  @Test
  void a_pause_is_everybodys_and_after_it_they_come_one_after_the_other() {
    Region region = new Region(Region.ofCreates(100, 300));
    region.ask(0);

    Wait first = (Wait) region.throttled(0, 60);

    assertThat(first.limit()).isEqualTo(Limit.THROTTLED);
    assertThat(first.estimatedStart()).isEqualTo(NOON.plusSeconds(60));
    for (int i = 1; i <= 10; i++) {
      assertThat(region.mustWait(i).limit()).isEqualTo(Limit.THROTTLED);
    }
    assertThat(region.mustWait(10).retryAfter()).isEqualTo(Duration.ofSeconds(62));
    region.pass(59);
    assertThat(region.isGranted(0)).isFalse();
    region.pass(1);
    assertThat(region.isGranted(0)).isTrue();
    assertThat(region.isGranted(10)).isTrue();
  }

  @Test
  void a_second_pause_that_is_shorter_does_not_end_the_first() {
    Region region = new Region(Region.ofCreates(100, 300));
    region.throttled(0, 60);

    region.throttled(1, 5);

    region.pass(30);
    assertThat(region.mustWait(1).estimatedStart()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void where_azure_is_full_one_tries_each_minute_until_it_succeeds() {
    Region region = new Region(AciLimits.AZURE);
    region.ask(0);
    assertThat(((Wait) region.full(ticket(0))).limit()).isEqualTo(Limit.FULL);
    assertThat(region.mustWait(1).limit()).isEqualTo(Limit.FULL);
    // Smaller than what was refused.
    assertThat(region.ask(ticket(2, 0.5))).isEqualTo(new Granted(false));

    region.pass(60);
    assertThat(region.mustWait(1).limit()).isEqualTo(Limit.FULL);
    assertThat(region.ask(0)).isEqualTo(new Granted(true));
    assertThat(region.mustWait(1).limit()).isEqualTo(Limit.FULL);

    region.ledger = region.ledger.withFull(null);
    assertThat(region.ask(1)).isEqualTo(new Granted(false));
  }

  @Test
  void where_azure_is_full_the_end_of_a_group_makes_room() {
    Region region = new Region(AciLimits.AZURE);
    region.ask(0);
    region.ask(1);
    region.full(ticket(1));

    region.ends(0);

    assertThat(region.ask(1)).isEqualTo(new Granted(false));
  }

  @Test
  void the_start_is_estimated_from_the_ends_of_other_groups() {
    Region region = new Region(Region.ofGroups(10));
    for (int i = 0; i < 10; i++) {
      region.ask(i);
    }
    assertThat(region.mustWait(20).estimatedStart()).isNull();
    region.ends(20);
    for (int i = 0; i < 5; i++) {
      region.ends(i);
      region.pass(60);
      region.ask(100 + i);
    }

    // One each minute, and three are before it.
    region.mustWait(201);
    region.mustWait(202);
    Wait wait = region.mustWait(203);

    assertThat(wait.limit()).isEqualTo(Limit.GROUPS);
    assertThat(Duration.between(region.now, wait.estimatedStart()))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
  }

  @Test
  void who_waits_for_hours_asks_half_way_and_who_waits_for_minutes_at_the_time() {
    Region region = new Region(Region.ofCreates(100, 300));
    for (int i = 0; i < 301; i++) {
      region.ask(i);
    }

    assertThat(region.mustWait(150).retryAfter()).isEqualTo(Duration.ofSeconds(305));
    Wait last = region.mustWait(302);
    assertThat(Duration.between(region.now, last.estimatedStart()))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
    assertThat(last.retryAfter()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
  }

  @Test
  void a_queue_that_is_too_long_keeps_those_who_came_first() {
    Region region = new Region(Region.ofGroups(1));
    region.ask(0);
    for (int i = 1; i <= Admission.MAX_WAITING + 10; i++) {
      region.ledger =
          region.ledger.withWaiting(
              Ledger.plus(
                  region.ledger.waiting(),
                  new Ledger.Waiting("x" + i, NOON.toEpochMilli() + i, 100, Long.MAX_VALUE)));
    }

    region.mustWait(90_000);

    assertThat(region.ledger.waiting()).hasSize(Admission.MAX_WAITING);
    assertThat(region.ledger.waiting().get(0).id()).isEqualTo("x1");
  }

  @Test
  void a_busy_region_is_a_small_document_that_is_read_as_it_was_written() {
    Region region = new Region(AciLimits.AZURE);
    for (int i = 0; i < 400; i++) {
      Ticket ticket =
          new Ticket(
              "0123456789abcdef0123456789ab%04d/1".formatted(i), NOON, 1, NOON.plusSeconds(9000));
      region.ask(ticket);
      if (i % 100 == 0) {
        region.pass(305);
      }
    }

    String json = Json.write(region.ledger);

    assertThat(Json.read(json, Ledger.class)).isEqualTo(region.ledger);
    assertThat(json.length()).isLessThan(40_000);
  }

  @Test
  void a_wait_tells_a_person_why_and_until_when() {
    Region region = new Region(AciLimits.AZURE);
    for (int i = 0; i <= 100; i++) {
      region.ask(i);
    }

    assertThat(region.mustWait(100).toReason("westeurope", AciLimits.AZURE).message())
        .isEqualTo(
            "In westeurope 100 container groups may be created in five minutes and 300 in an hour,"
                + " and so many were; it is number 1 in the queue and starts about 12:05 UTC.");
  }
}
