package dev.estiba.local.azure.fault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the local Azure behaves at present. What was counted for one behavior is forgotten when
 * another one is set. Thread-safe.
 */
public final class Moods {

  private final InstantSource clock;
  private final SubscriptionRates rates;
  private volatile Current current;

  /** A behavior and what was counted for it. */
  private record Current(Behavior behavior, Rules rules, Quotas quotas) {

    static Current of(Behavior behavior, InstantSource clock) {
      return new Current(
          behavior,
          new Rules(behavior.seed(), behavior.rules()),
          new Quotas(behavior.limits(), clock));
    }
  }

  public Moods(Behavior behavior, InstantSource clock) {
    this.clock = clock;
    this.rates = new SubscriptionRates(clock);
    this.current = Current.of(behavior, clock);
  }

  public Behavior behavior() {
    return current.behavior();
  }

  /** Of each rule, in their order. */
  public List<RuleCount> counts() {
    return current.rules().counts();
  }

  public synchronized void set(Behavior behavior) {
    current = Current.of(behavior, clock);
  }

  /** Adds a rule after the others, whose counters go on; returns its index. */
  public synchronized int add(Rule rule) {
    Behavior behavior = current.behavior().withRule(rule);
    current.rules().add(rule);
    current = new Current(behavior, current.rules(), current.quotas());
    return behavior.rules().size() - 1;
  }

  /**
   * What goes wrong with a request; to be asked once for each.
   *
   * @param name of the container group; empty if the request names none
   */
  public Optional<Effect> effectOn(OperationKind operation, String name) {
    return current.rules().effectOn(operation, name, effect -> !isProvisioning(effect));
  }

  /** How the making of a new container group will fail; to be asked once for each. */
  public Optional<PlatformEffect.ProvisioningFailure> provisioningFailure(String name) {
    return current
        .rules()
        .effectOn(OperationKind.CREATE, name, Moods::isProvisioning)
        .map(PlatformEffect.ProvisioningFailure.class::cast);
  }

  private static boolean isProvisioning(Effect effect) {
    return effect instanceof PlatformEffect.ProvisioningFailure;
  }

  /** Until the PUT of a container group is answered. */
  public Duration createDelay() {
    return orZero(behavior().delays().create());
  }

  /** From Pulling to Pulled, before a container starts. */
  public Duration pullDelay() {
    return orZero(behavior().delays().pull());
  }

  /** Until a DELETE of a container group has taken effect. */
  public Duration deleteDelay() {
    return orZero(behavior().delays().delete());
  }

  private static Duration orZero(@Nullable Duration delay) {
    return Objects.requireNonNullElse(delay, Duration.ZERO);
  }

  /** What is left of a log once its container is stopped. */
  public String keptLog(String log) {
    return behavior().logs().endOf(log);
  }

  /**
   * Refuses a container group that there is no room for. To be called for new groups only, in such
   * a way that no other one is made in between.
   *
   * @param cores that the new group requests, of all its containers
   * @param usage of the subscription in the region without the new group; not asked for if there is
   *     no limit
   * @throws RefusalException if it would exceed a limit
   */
  public void checkQuota(String region, double cores, Supplier<Usage> usage) {
    current.quotas().check(region, cores, usage);
  }

  /**
   * Counts the PUT of a container group.
   *
   * @return headers that tell how many are left
   * @throws RefusalException if there are none left
   */
  public Map<String, String> countCreate(String subscription, String region) {
    return current.quotas().create(subscription, region);
  }

  /**
   * Counts the DELETE of a container group.
   *
   * @return headers that tell how many are left
   * @throws RefusalException if there are none left
   */
  public Map<String, String> countDelete(String subscription, String region) {
    return current.quotas().delete(subscription, region);
  }

  /** Counts any request; returns the header that tells how many are left. */
  public Map<String, String> countRequest(String subscription, String method) {
    return rates.count(subscription, method);
  }
}
