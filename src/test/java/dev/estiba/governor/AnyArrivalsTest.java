package dev.estiba.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.governor.Turn.Granted;
import dev.estiba.governor.Turn.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, and in whatever order: no limit is exceeded, and everybody starts. */
final class AnyArrivalsTest {

  private static final int TASKS = 400;

  private record Event(long at, int task, boolean ends) {}

  private record Started(long at, int task) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void no_window_and_no_quota_is_ever_exceeded(long seed) {
    Random random = new Random(seed);
    AciLimits limits =
        new AciLimits(
            1 + random.nextInt(60),
            5 + random.nextInt(60),
            1 + random.nextInt(40),
            10 + random.nextInt(100),
            100,
            300);
    Region region = new Region(limits);
    List<Started> started = new ArrayList<>();
    List<Ticket> tickets = tickets(random);
    PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    boolean[] dead = new boolean[TASKS];
    for (int i = 0; i < TASKS; i++) {
      events.add(new Event(random.nextInt(600), i, false));
      dead[i] = random.nextInt(10) == 0;
    }

    for (Event event = events.poll(); event != null; event = events.poll()) {
      region.now = Region.NOON.plusSeconds(event.at());
      Ticket ticket = tickets.get(event.task());
      if (event.ends()) {
        region.ledger = region.ledger.without(ticket.id(), region.now);
      } else if (region.ask(ticket) instanceof Wait wait) {
        if (!dead[event.task()]) {
          events.add(new Event(event.at() + wait.retryAfter().toSeconds(), event.task(), false));
        }
      } else {
        started.add(new Started(event.at(), event.task()));
        events.add(new Event(event.at() + 1 + random.nextInt(900), event.task(), true));
      }
      assertThat(region.ledger.groups()).hasSizeLessThanOrEqualTo(limits.groups());
      assertThat(region.ledger.size()).isLessThanOrEqualTo((int) (limits.cores() * 100));
    }

    assertWithin(started, limits.createsPer5Minutes(), Duration.ofMinutes(5));
    assertWithin(started, limits.createsPerHour(), Duration.ofHours(1));
    assertThat(started).extracting(Started::task).doesNotHaveDuplicates();
    for (int i = 0; i < TASKS; i++) {
      int task = i;
      assertThat(dead[i] || started.stream().anyMatch(one -> one.task() == task)).isTrue();
    }
  }

  private static List<Ticket> tickets(Random random) {
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tickets.add(
          new Ticket(
              Ticket.id("task" + i, 1),
              Region.NOON.minusMillis(random.nextInt(5_000)),
              random.nextInt(1, 16) / 4.0,
              Region.NOON.plus(Duration.ofDays(300))));
    }
    return tickets;
  }

  private static void assertWithin(List<Started> started, int most, Duration window) {
    for (int i = most; i < started.size(); i++) {
      assertThat(started.get(i).at() - started.get(i - most).at())
          .isGreaterThanOrEqualTo(window.toSeconds());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void those_who_wait_for_a_window_start_in_the_order_of_their_submission(long seed) {
    Random random = new Random(seed);
    Region region = new Region(Region.ofCreates(20, 50));
    PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    for (int i = 0; i < 200; i++) {
      events.add(new Event(random.nextInt(2), i, false));
    }
    // They all have asked once before anything starts.
    region.throttled(1000, 5);
    List<Integer> order = new ArrayList<>();

    for (Event event = events.poll(); event != null; event = events.poll()) {
      region.now = Region.NOON.plusSeconds(event.at());
      Turn turn = region.ask(event.task());
      if (turn instanceof Granted) {
        order.add(event.task());
      } else {
        events.add(
            new Event(event.at() + ((Wait) turn).retryAfter().toSeconds(), event.task(), false));
      }
    }

    // Of one second, any may be first.
    for (int i = 0; i < order.size(); i++) {
      assertThat(order.get(i)).isBetween(i - 20, i + 20);
    }
  }
}
