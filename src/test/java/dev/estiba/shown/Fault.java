package dev.estiba.shown;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Something that the local Azure does wrong, and what it means in each phase in which it can occur.
 *
 * @param effect of a rule; {@code TIME} stands for a duration
 * @param operation of the rule; empty text for the phase's own
 */
record Fault(String name, String effect, String operation, Map<Target, Meaning> meanings) {

  /** What a fault means for a task. */
  sealed interface Meaning {

    /** Nothing but time, however it ends. */
    record Passing() implements Meaning {}

    /** As passing, but Azure lies in a way that may cost lines of the log: then that is told. */
    record Losing() implements Meaning {}

    /** This end, as long as nobody else ends it before. */
    record Ends(String state, String reason) implements Meaning {}

    /** This end, but only of a task whose container ends by itself. */
    record EndsWithRun(String state, String reason) implements Meaning {}
  }

  static final Set<Target> READS =
      EnumSet.of(
          Target.CREATE_GET,
          Target.STARTING,
          Target.RUNNING,
          Target.RUNNING_LOGS,
          Target.COLLECTING,
          Target.DELETING_GET);

  static final Set<Target> WRITES = EnumSet.of(Target.CREATE_PUT, Target.DELETING);

  static final Set<Target> VIEWS = EnumSet.of(Target.STARTING, Target.RUNNING, Target.DELETING_GET);

  static Fault of(String name, String effect) {
    return new Fault(name, effect, "", Map.of());
  }

  Fault passing(Set<Target> targets) {
    Fault all = this;
    for (Target target : targets) {
      all = all.with(target, new Meaning.Passing());
    }
    return all;
  }

  Fault passing(Target first, Target... rest) {
    return passing(EnumSet.of(first, rest));
  }

  Fault with(Target target, Meaning meaning) {
    Map<Target, Meaning> all = new EnumMap<>(Target.class);
    all.putAll(meanings);
    all.put(target, meaning);
    return new Fault(name, effect, operation, all);
  }

  Fault rejecting(Target target, String reason) {
    return with(target, new Meaning.Ends("Rejected", reason));
  }

  Fault failing(Target target, String reason) {
    return with(target, new Meaning.Ends("Failed", reason));
  }

  Fault without(Target target) {
    Map<Target, Meaning> all = new EnumMap<>(Target.class);
    all.putAll(meanings);
    all.remove(target);
    return new Fault(name, effect, operation, all);
  }

  Fault onOperation(String other) {
    return new Fault(name, effect, other, meanings);
  }

  /** Whether, other than a refusal, it lets a request have its effect. */
  boolean comesAfterTheEffect() {
    return effect.contains("when: after")
        || effect.contains("lostResponse")
        || effect.contains("halfResponse")
        || effect.contains("invalidJson")
        || effect.contains("kind: delay");
  }

  /** Whether it lets the task go on: a group that is not seen for long counts as gone. */
  boolean mayLast() {
    return !effect.contains("notFound") && !effect.contains("vanish");
  }

  boolean takesTime() {
    return effect.contains("TIME");
  }
}
