package dev.estiba.pipeline;

import java.util.Collection;

/**
 * How all has ended that a step needs, directly or through others.
 *
 * @param succeeded whether all of it succeeded
 * @param failed whether anything of it failed, that is neither succeeded nor was skipped
 */
record Needed(boolean succeeded, boolean failed) {

  static Needed of(Collection<StepState> states) {
    return new Needed(
        states.stream().allMatch(state -> state == StepState.SUCCEEDED),
        states.stream().anyMatch(StepState::isFailure));
  }

  boolean answers(Expression.Function function) {
    return switch (function) {
      case SUCCESS -> succeeded;
      case FAILURE -> failed;
      case ALWAYS -> true;
    };
  }
}
