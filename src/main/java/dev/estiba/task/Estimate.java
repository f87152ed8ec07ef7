package dev.estiba.task;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a task will cost, said before it runs.
 *
 * @param perHour where and as it is asked for
 * @param atMost as long as it may run, in the dearest place it may be made in; the time that Azure
 *     takes to delete a group that still runs comes on top
 */
public record Estimate(Cost perHour, Cost atMost) {

  /**
   * @param task with its place filled in
   */
  public static Estimate of(ContainerTask task, PriceTable prices) {
    Price asked = prices.price(task.location(), task.placement().priority());
    Cost perHour = Billing.cost(task, Duration.ofHours(1), asked);
    Cost atMost =
        places(task)
            .flatMap(place -> priorities(task).stream().map(p -> prices.price(place, p)))
            .map(price -> Billing.cost(task, longest(task), price))
            .max(Comparator.comparingDouble(Cost::amount))
            .orElseThrow();
    return new Estimate(perHour, atMost);
  }

  /**
   * The timeout holds for all attempts together, from the submission on. One that Azure takes away,
   * or has no capacity for, is followed by one elsewhere that is not counted.
   */
  private static Duration longest(ContainerTask task) {
    Limits limits = task.limits();
    Long start = limits.startTimeoutSeconds();
    Long run = limits.runTimeoutSeconds();
    long attempts = task.retry().maxAttempts() + places(task).count() * priorities(task).size() - 1;
    long longest =
        start == null || run == null
            ? limits.timeoutSeconds()
            : Math.min(limits.timeoutSeconds(), (start + run) * attempts);
    return Duration.ofSeconds(longest + limits.cancelGraceSeconds());
  }

  private static Stream<String> places(ContainerTask task) {
    return Stream.concat(Stream.of(task.location()), task.placement().fallbackLocations().stream());
  }

  private static List<Priority> priorities(ContainerTask task) {
    Priority asked = task.placement().priority();
    return asked == Priority.SPOT && task.placement().spotFallback()
        ? List.of(asked, Priority.REGULAR)
        : List.of(asked);
  }
}
