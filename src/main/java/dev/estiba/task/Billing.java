package dev.estiba.task;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How Azure bills a container group: what its containers ask for together, as whole vCPUs and
 * tenths of a GB, both rounded up, by the second, from the first image pull until the group stops.
 * Init containers end before the others start and add nothing. Source: Azure's page "Container
 * Instances pricing".
 */
public final class Billing {

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  /** Of amounts: a task of a few seconds costs less than a ten-thousandth. */
  private static final int DECIMALS = 6;

  private Billing() {}

  /**
   * What a group costs.
   *
   * @param cpu vCPUs that its containers ask for together
   * @param memoryInGB GB that they ask for together
   * @param duration from the first image pull until the group stopped; a begun second is a whole
   * @throws IllegalArgumentException if something is negative
   */
  public static Cost cost(double cpu, double memoryInGB, Duration duration, Price price) {
    if (cpu < 0 || memoryInGB < 0 || duration.isNegative()) {
      throw new IllegalArgumentException(
          "Negative: " + cpu + " vCPUs, " + memoryInGB + " GB, " + duration);
    }
    BigDecimal seconds = BigDecimal.valueOf(wholeSeconds(duration));
    BigDecimal vCpuSeconds = roundedUp(cpu, 0).multiply(seconds);
    BigDecimal memoryGBSeconds = roundedUp(memoryInGB, 1).multiply(seconds);
    BigDecimal amount =
        vCpuSeconds
            .multiply(BigDecimal.valueOf(price.vCpuHour()))
            .add(memoryGBSeconds.multiply(BigDecimal.valueOf(price.memoryGBHour())))
            .divide(SECONDS_PER_HOUR, DECIMALS, RoundingMode.HALF_UP);
    return new Cost(
        vCpuSeconds.doubleValue(),
        memoryGBSeconds.doubleValue(),
        amount.doubleValue(),
        price.currency());
  }

  /** What the task's group costs in that time. */
  public static Cost cost(ContainerTask task, Duration duration, Price price) {
    return cost(cpu(task), memoryInGB(task), duration, price);
  }

  /** How long the task's group may go on before it costs more than that; zero for less than 0. */
  public static Duration affordable(ContainerTask task, double amount, Price price) {
    double hour = cost(task, Duration.ofHours(1), price).amount();
    double seconds = hour == 0 ? Limits.MAX_SECONDS : amount / hour * 3600;
    return Duration.ofSeconds((long) Math.max(0, Math.min(seconds, Limits.MAX_SECONDS)));
  }

  /** vCPUs that the group's containers ask for together. */
  public static double cpu(ContainerTask task) {
    return containers(task).mapToDouble(ContainerSpec::cpu).sum();
  }

  /** GB that the group's containers ask for together. */
  public static double memoryInGB(ContainerTask task) {
    return containers(task).mapToDouble(ContainerSpec::memoryInGB).sum();
  }

  /**
   * Both together, of the attempts of a task for instance.
   *
   * @throws IllegalArgumentException if their currencies differ
   */
  public static Cost sum(Cost one, Cost other) {
    if (!one.currency().equals(other.currency())) {
      throw new IllegalArgumentException(
          "No sum of " + one.currency() + " and " + other.currency());
    }
    return new Cost(
        sum(one.vCpuSeconds(), other.vCpuSeconds()),
        sum(one.memoryGBSeconds(), other.memoryGBSeconds()),
        sum(one.amount(), other.amount()),
        one.currency());
  }

  private static double sum(double one, double other) {
    return BigDecimal.valueOf(one).add(BigDecimal.valueOf(other)).doubleValue();
  }

  private static Stream<ContainerSpec> containers(ContainerTask task) {
    return Stream.concat(
        Stream.of(task.container()), task.sidecars().stream().map(Sidecar::container));
  }

  private static long wholeSeconds(Duration duration) {
    return duration.getNano() == 0 ? duration.getSeconds() : duration.getSeconds() + 1;
  }

  /** What a sum of doubles has beyond six decimals is noise, and would round up to a whole vCPU. */
  private static BigDecimal roundedUp(double number, int decimals) {
    return BigDecimal.valueOf(number)
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .setScale(decimals, RoundingMode.CEILING);
  }
}
