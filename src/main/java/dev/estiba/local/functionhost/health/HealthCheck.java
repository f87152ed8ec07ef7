package dev.estiba.local.functionhost.health;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks after one thing that the host needs. Called from threads of the host, at most once a second
 * and never twice at once; what it throws is a problem too.
 */
public interface HealthCheck {

  /** A word in camel case, {@code taskHub} for instance. */
  String name();

  /** What is wrong at present, and what the user can do; empty if all is well. */
  Optional<String> problem();

  static HealthCheck of(String name, Supplier<Optional<String>> problem) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return problem.get();
      }
    };
  }
}
