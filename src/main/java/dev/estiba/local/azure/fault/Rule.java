package dev.estiba.local.azure.fault;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An effect on some of the requests.
 *
 * @param operation any if not given
 * @param name which container groups, {@code *} and {@code ?} standing for any characters and for
 *     one; {@code *} if not given, which alone also fits requests that name no group
 * @param skip how many requests that fit pass unharmed first
 * @param count how many are acted on after that; null for all
 * @param probability that one of those is acted on; null for always. Of each container group, the
 *     draws are the same whenever the behavior's seed is, whatever happens to other groups
 */
public record Rule(
    OperationKind operation,
    String name,
    int skip,
    @Nullable Integer count,
    @Nullable Double probability,
    Effect effect) {

  /**
   * @throws InvalidBehaviorException for numbers out of range
   */
  // Null where it is not given.
  @SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
  public Rule {
    operation = Objects.requireNonNullElse(operation, OperationKind.ANY);
    name = Objects.requireNonNullElse(name, "*");
    Checks.notNegative("skip", skip);
    Checks.notNegative("count", count);
    Checks.probability("probability", probability);
    Checks.present("effect", effect, "an object with a 'kind'");
  }

  /**
   * @throws InvalidBehaviorException naming the place of whatever is wrong
   */
  public static Rule ofJson(String json) {
    return BehaviorFormat.json(json, Rule.class);
  }

  /**
   * @throws InvalidBehaviorException as for JSON
   */
  public static Rule ofYaml(String yaml) {
    return BehaviorFormat.yaml(yaml, Rule.class);
  }

  /** On every request that fits. */
  public static Rule always(OperationKind operation, String name, Effect effect) {
    return new Rule(operation, name, 0, null, null, effect);
  }

  /** On the next requests that fit. */
  public static Rule times(int count, OperationKind operation, String name, Effect effect) {
    return new Rule(operation, name, 0, count, null, effect);
  }
}
