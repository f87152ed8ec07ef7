package dev.estiba.functions;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchItems;
import dev.estiba.batch.PackPlan;
import dev.estiba.governor.Plan;
import dev.estiba.task.Billing;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Cost;
import dev.estiba.task.Estimate;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a batch needs, said before it runs.
 *
 * @param items how many it has
 * @param containerGroups how many groups Azure has to make for them
 * @param lastStartSeconds how long it takes at least until the last one may start, at the limits of
 *     the subscription
 * @param message the same for people
 * @param perHour what one item costs in an hour: the first
 */
record BatchEstimate(
    int items, int containerGroups, long lastStartSeconds, String message, @Nullable Cost perHour) {

  static BatchEstimate of(Batch batch, Settings settings) {
    if (batch.size() == 0) {
      return new BatchEstimate(0, 0, 0, "There is nothing to do: it has no items.", null);
    }
    ContainerTask first =
        BatchItems.task(batch, 0).placedIn(settings.resourceGroup(), settings.location());
    int groups = groups(batch);
    double cores = Billing.cpu(first) * Math.max(1, Math.round((double) batch.size() / groups));
    Plan plan = Plan.atLeast(groups, settings.limits().in(first.location()), cores, null);
    return new BatchEstimate(
        batch.size(),
        groups,
        plan.lastStart().toSeconds(),
        message(batch.size(), groups, plan),
        Estimate.of(first, settings.prices()).perHour());
  }

  private static int groups(Batch batch) {
    return batch.pack() == null
        ? batch.size()
        : PackPlan.of(batch, IntStream.range(0, batch.size()).boxed().toList()).size();
  }

  private static String message(int items, int groups, Plan plan) {
    return items == groups
        ? plan.sentence() + "."
        : String.format(Locale.ROOT, "%,d items in %,d container groups; ", items, groups)
            + plan.sentence()
            + ".";
  }
}
