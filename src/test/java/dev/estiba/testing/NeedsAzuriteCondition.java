package dev.estiba.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class NeedsAzuriteCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing =
        Azurite.program().isPresent()
            ? Optional.empty()
            : Optional.of(
                "there is no azurite-blob on the PATH, in node_modules/.bin or in ESTIBA_AZURITE"
                    + " (npm install azurite)");
    return Requirement.evaluate(context, missing);
  }
}
