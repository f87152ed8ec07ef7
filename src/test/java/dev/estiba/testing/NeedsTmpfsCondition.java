package dev.estiba.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class NeedsTmpfsCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Requirement.evaluate(context, missing());
  }

  private static Optional<String> missing() {
    try {
      Path directory = Files.createTempDirectory("tmpfs");
      try (Tmpfs tmpfs = Tmpfs.mount(directory, 1)) {
        return Optional.empty();
      } finally {
        Files.delete(directory);
      }
    } catch (IOException e) {
      return Optional.of("no tmpfs can be mounted here (" + e.getMessage() + ")");
    }
  }
}
