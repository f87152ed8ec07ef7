package dev.estiba.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Decides about a test whose machine may lack something: skipped with one line on standard output
 * that says why, or failed when {@code ESTIBA_REQUIRE_ALL=true}.
 */
final class Requirement {

  private Requirement() {}

  static ConditionEvaluationResult evaluate(ExtensionContext context, Optional<String> missing) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("everything needed is here");
    }
    String test = context.getRequiredTestClass().getSimpleName();
    if ("true".equals(System.getenv("ESTIBA_REQUIRE_ALL"))) {
      throw new IllegalStateException(test + " is required, but " + missing.get());
    }
    System.out.println("Skipped " + test + ": " + missing.get());
    return ConditionEvaluationResult.disabled(missing.get());
  }
}
