package dev.estiba.local.azure.fault;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Counts the requests that fit a rule and decides which of them it acts on. Each container group
 * has a generator of its own, so that its draws do not depend on what runs beside it. Thread-safe.
 */
final class RuleState {

  private final Rule rule;
  private final Glob glob;
  private final long seed;
  private final Map<String, SplittableRandom> generators = new HashMap<>();
  private long matched;
  private long acted;

  /**
   * @param seed of this rule alone
   */
  RuleState(Rule rule, long seed) {
    this.rule = rule;
    this.glob = Glob.of(rule.name());
    this.seed = seed;
  }

  Effect effect() {
    return rule.effect();
  }

  synchronized RuleCount count() {
    return new RuleCount(matched, acted);
  }

  boolean actsOn(OperationKind operation, String name) {
    return rule.operation().covers(operation) && glob.fits(name) && decide(name);
  }

  private synchronized boolean decide(String name) {
    matched++;
    boolean acts = matched > rule.skip() && !isUsedUp() && isDrawn(name);
    if (acts) {
      acted++;
    }
    return acts;
  }

  private boolean isUsedUp() {
    return rule.count() != null && acted >= rule.count();
  }

  private boolean isDrawn(String name) {
    if (rule.probability() == null) {
      return true;
    }
    String key = name.toLowerCase(Locale.ROOT);
    return generators.computeIfAbsent(key, this::generator).nextDouble() < rule.probability();
  }

  private SplittableRandom generator(String name) {
    return new SplittableRandom(seed * 31 + name.hashCode());
  }
}
