package dev.estiba.testing;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class NeedsGccCondition implements ExecutionCondition {

  /** What the C library's headers are there for, and gcc itself. */
  private static final String PROBE = "echo '#include <dlfcn.h>' | gcc -fsyntax-only -x c -";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Requirement.evaluate(context, missing());
  }

  private static Optional<String> missing() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return Optional.of("a library can be preloaded on Linux only");
    }
    try {
      Process process =
          new ProcessBuilder("sh", "-c", PROBE)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0
          ? Optional.empty()
          : Optional.of("there is no gcc on the PATH, or no C library to compile with");
    } catch (IOException e) {
      return Optional.of("gcc could not be asked for (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the question for gcc was interrupted");
    }
  }
}
