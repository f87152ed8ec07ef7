package dev.estiba.local.functionhost.storage;

import dev.estiba.local.functionhost.health.HealthCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of a trouble once, and of its end; health is asked of it. Thread-safe. */
final class Outage implements HealthCheck {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private final String name;
  private @Nullable String problem;

  Outage(String name) {
    this.name = name;
  }

  synchronized void begin(String newProblem) {
    if (problem == null) {
      log.warn("{}: {} It is tried again until it works.", name, newProblem);
    }
    problem = newProblem;
  }

  synchronized void end() {
    if (problem != null) {
      log.info("{}: the storage is there again", name);
    }
    problem = null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }
}
