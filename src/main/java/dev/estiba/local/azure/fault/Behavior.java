package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How Azure Container Instances is to behave. As YAML, all of it optional:
 *
 * <pre>{@code
 * seed: 1
 * limits:            # per subscription and region
 *   createsPer5Minutes: 100
 *   createsPerHour: 300
 *   deletesPer5Minutes: 100
 *   deletesPerHour: 300
 *   containerGroups: 100
 *   cores: 100
 * delays:
 *   create: 3s       # until the PUT is answered
 *   pull: 8s         # from Pulling to Pulled
 *   delete: 90s      # until a DELETE has taken effect
 * logs:              # what is left once a container is stopped
 *   keptBytes: 16384
 *   keptLines: 1000
 * rules:             # the first one that acts on a request is the only one
 *   - operation: create
 *     name: "job-*"
 *     skip: 0
 *     count: 3
 *     probability: 0.5
 *     effect:
 *       kind: throttle
 *       retryAfter: 17s
 * simulations:       # the first one that fits a container holds; simulated runtime only
 *   - name: "job-*"
 *     container: main
 *     startDelay: 2s
 *     duration: 30s
 *     exitCode: 1
 *     log: [one line, another]
 * }</pre>
 *
 * <p>The effects are the records of {@link AnswerEffect}, {@link ViewEffect}, {@link WireEffect}
 * and {@link PlatformEffect}.
 *
 * @param seed of all that is drawn
 */
public record Behavior(
    long seed,
    Limits limits,
    Delays delays,
    Logs logs,
    List<Rule> rules,
    List<SimulatedContainers> simulations) {

  /** As well as can be. */
  public static final Behavior GOOD = ofRules();

  // Null where it is not given.
  @SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
  public Behavior {
    limits = Objects.requireNonNullElse(limits, Limits.NONE);
    delays = Objects.requireNonNullElse(delays, Delays.NONE);
    logs = Objects.requireNonNullElse(logs, Logs.ALL);
    rules = List.copyOf(Objects.requireNonNullElse(rules, List.of()));
    simulations = List.copyOf(Objects.requireNonNullElse(simulations, List.of()));
  }

  public static Behavior ofRules(Rule... rules) {
    return new Behavior(0, Limits.NONE, Delays.NONE, Logs.ALL, List.of(rules), List.of());
  }

  /**
   * @throws InvalidBehaviorException naming the place of whatever is unknown, of the wrong type or
   *     out of range
   */
  public static Behavior ofJson(String json) {
    return BehaviorFormat.json(json, Behavior.class);
  }

  /**
   * @throws InvalidBehaviorException as for JSON
   */
  public static Behavior ofYaml(String yaml) {
    return BehaviorFormat.yaml(yaml, Behavior.class);
  }

  public ObjectNode toJson() {
    return BehaviorFormat.tree(this);
  }

  public Behavior withSeed(long newSeed) {
    return new Behavior(newSeed, limits, delays, logs, rules, simulations);
  }

  public Behavior withLimits(Limits newLimits) {
    return new Behavior(seed, newLimits, delays, logs, rules, simulations);
  }

  public Behavior withDelays(Delays newDelays) {
    return new Behavior(seed, limits, newDelays, logs, rules, simulations);
  }

  public Behavior withLogs(Logs newLogs) {
    return new Behavior(seed, limits, delays, newLogs, rules, simulations);
  }

  /** With one more at the end. */
  public Behavior withRule(Rule rule) {
    List<Rule> all = Stream.concat(rules.stream(), Stream.of(rule)).toList();
    return new Behavior(seed, limits, delays, logs, all, simulations);
  }

  public Behavior withSimulations(List<SimulatedContainers> newSimulations) {
    return new Behavior(seed, limits, delays, logs, rules, newSimulations);
  }
}
