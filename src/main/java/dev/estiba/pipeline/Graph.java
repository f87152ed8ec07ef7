package dev.estiba.pipeline;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which steps may begin. Pure and deterministic: orchestrators may ask at each replay.
 *
 * <p>A step is decided on once all that it needs has ended. It runs if its condition is true then,
 * else it is skipped. A condition that does not ask {@code success()}, {@code failure()} or {@code
 * always()} is true only if all that the step needs, directly or through others, succeeded; so what
 * needs a skipped step is skipped too.
 */
public final class Graph {

  private final Pipeline pipeline;
  private final Needs needs;
  private final Map<String, StepOutcome> ended;
  private final Map<String, String> env;
  private final Map<String, Next> next = new LinkedHashMap<>();
  private final @Nullable String stopped;

  private Graph(Pipeline pipeline, Values values, @Nullable String stopped) {
    this.pipeline = pipeline;
    this.needs = Needs.of(pipeline);
    this.ended = new LinkedHashMap<>(values.steps());
    this.env = values.env();
    this.stopped = stopped;
  }

  /**
   * What is to be done about each step that has not ended. Those that depend on a step which is
   * skipped here are skipped here too.
   *
   * @param pipeline that was checked
   * @param values of the steps that have ended, those included that were skipped
   */
  public static Map<String, Next> next(Pipeline pipeline, Values values) {
    return decided(new Graph(pipeline, values, null));
  }

  /**
   * The same for a pipeline that is to stop: of those that may begin only they do whose condition
   * has {@code always()} in it, and the others are skipped.
   *
   * @param begun names of the steps that have begun and not ended; they are left as they are
   * @param why the reason of those that are skipped for it, a sentence for people
   */
  public static Map<String, Next> nextWhenStopping(
      Pipeline pipeline, Values values, Set<String> begun, String why) {
    Graph graph = new Graph(pipeline, values, why);
    begun.forEach(name -> graph.next.put(name, new Next.Ready()));
    return decided(graph);
  }

  /** Whether a step runs even if its pipeline is to stop. */
  public static boolean runsAlways(Step step) {
    return parsed(step).asksAlways();
  }

  /**
   * The steps that a pipeline which is run again has no need to look at anew: nothing that they
   * need, directly or through others, runs again.
   *
   * @param succeeded names of the steps that succeeded
   */
  public static Set<String> undisturbed(Pipeline pipeline, Set<String> succeeded) {
    Needs needs = Needs.of(pipeline);
    return pipeline.steps().stream()
        .filter(step -> succeeded.containsAll(needs.closure(step.needs())))
        .map(Step::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<String, Next> decided(Graph graph) {
    boolean found = true;
    while (found) {
      found = graph.decideOnce();
    }
    graph.pipeline.steps().stream()
        .map(Step::name)
        .filter(name -> !graph.ended.containsKey(name))
        .forEach(name -> graph.next.putIfAbsent(name, new Next.Waiting()));
    return graph.next;
  }

  /** How a pipeline ended whose steps have all ended by themselves. */
  public static StepState state(Collection<StepOutcome> outcomes) {
    return outcomes.stream().anyMatch(outcome -> outcome.state().isFailure())
        ? StepState.FAILED
        : StepState.SUCCEEDED;
  }

  /** Decides on what can be decided now; whether any was skipped, which may decide more. */
  private boolean decideOnce() {
    boolean skipped = false;
    for (Step step : pipeline.steps()) {
      if (isOpen(step) && ended.keySet().containsAll(step.needs())) {
        Next decided = decide(step);
        next.put(step.name(), decided);
        if (decided instanceof Next.Skip) {
          ended.put(step.name(), new StepOutcome(StepState.SKIPPED, Map.of()));
          skipped = true;
        }
      }
    }
    return skipped;
  }

  private boolean isOpen(Step step) {
    return !ended.containsKey(step.name()) && !next.containsKey(step.name());
  }

  private Next decide(Step step) {
    Condition condition = parsed(step);
    Set<String> needed = needs.closure(step.needs());
    Needed how = Needed.of(needed.stream().map(this::stateOf).toList());
    return condition.holds(new ConditionFacts(new Values(env, ended), how))
        ? ready(condition)
        : new Next.Skip(reason(condition, how, List.copyOf(needed)));
  }

  private Next ready(Condition condition) {
    return stopped == null || condition.asksAlways() ? new Next.Ready() : new Next.Skip(stopped);
  }

  private StepState stateOf(String name) {
    StepOutcome outcome = ended.get(name);
    if (outcome == null) {
      throw new IllegalArgumentException(
          "The step " + name + " has not ended, though one that needs it has");
    }
    return outcome.state();
  }

  private static Condition parsed(Step step) {
    try {
      return Condition.parse(step.condition());
    } catch (WrongExpressionException e) {
      throw new IllegalArgumentException(
          "The condition of the step " + step.name() + " " + e.problemIn(step.condition()), e);
    }
  }

  private String reason(Condition condition, Needed how, List<String> needed) {
    boolean asksOnlyForSuccess =
        condition.asksForSuccess() || condition.text().equals(Step.DEFAULT_CONDITION);
    return asksOnlyForSuccess && !how.succeeded()
        ? culprit(needed)
        : "Its condition is false: " + condition.text();
  }

  /** What failed tells more than what was skipped for it. */
  private String culprit(List<String> needed) {
    return needed.stream()
        .filter(name -> stateOf(name).isFailure())
        .findFirst()
        .map(name -> "It needs " + name + ", which ended as " + stateOf(name).displayName() + ".")
        .orElseGet(
            () ->
                needed.stream()
                    .filter(name -> stateOf(name) == StepState.SKIPPED)
                    .findFirst()
                    .map(name -> "It needs " + name + ", which was skipped.")
                    .orElse("It needs a step that did not succeed."));
  }
}
