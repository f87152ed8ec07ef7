package dev.estiba.task;

import java.time.Duration;

/** ACI's billing rules: whole vCPUs and tenths of a GB, by the second. */
public final class Billing {

  private Billing() {}

  public static Cost cost(ContainerTask task, Duration billed, Price price) {
    double seconds = billed.toSeconds();
    double amount = (cpu(task) * price.vCpuHour() + memory(task) * price.memoryGBHour()) / 3600;
    return new Cost(
        cpu(task) * seconds, memory(task) * seconds, amount * seconds, price.currency());
  }

  public static Duration affordable(ContainerTask task, Price price, double amount) {
    double second = cost(task, Duration.ofSeconds(1), price).amount();
    return Duration.ofSeconds((long) Math.max(0, amount / second));
  }

  public static Cost add(Cost a, Cost b) {
    return new Cost(
        a.vCpuSeconds() + b.vCpuSeconds(),
        a.memoryGBSeconds() + b.memoryGBSeconds(),
        a.amount() + b.amount(),
        a.currency());
  }

  private static double cpu(ContainerTask task) {
    return Math.ceil(
        task.container().cpu()
            + task.sidecars().stream().mapToDouble(s -> s.container().cpu()).sum());
  }

  private static double memory(ContainerTask task) {
    return Math.ceil(
            10
                * (task.container().memoryInGB()
                    + task.sidecars().stream().mapToDouble(s -> s.container().memoryInGB()).sum()))
        / 10;
  }
}
