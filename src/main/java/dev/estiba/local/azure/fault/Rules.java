package dev.estiba.local.azure.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The rules of a behavior with their counters. For the same seed, rules and sequence of requests
 * the decisions are the same. Thread-safe.
 */
final class Rules {

  private final long seed;
  private final List<RuleState> states = new CopyOnWriteArrayList<>();

  Rules(long seed, List<Rule> rules) {
    this.seed = seed;
    rules.forEach(this::add);
  }

  final synchronized void add(Rule rule) {
    states.add(new RuleState(rule, seed * 1_000_003 + states.size()));
  }

  /** The first rule that acts on a request hides it from the later ones. */
  Optional<Effect> effectOn(OperationKind operation, String name, Predicate<Effect> kind) {
    return states.stream()
        .filter(state -> kind.test(state.effect()))
        .filter(state -> state.actsOn(operation, name))
        .map(RuleState::effect)
        .findFirst();
  }

  List<RuleCount> counts() {
    return states.stream().map(RuleState::count).toList();
  }
}
