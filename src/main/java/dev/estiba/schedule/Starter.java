package dev.estiba.schedule;

import dev.estiba.launch.Launch;

/** Starts what schedules say, and knows what became of it. */
public interface Starter {

  /**
   * Starts it, unless it was started before under that id.
   *
   * @throws RuntimeException if that is not possible now; it may have been started
   */
  void start(Launch launch, String instanceId, String secretsOwner);

  /** Whether it, or a retry of it, has not ended yet. */
  boolean isGoing(String instanceId);

  /** Has it end, if it goes on. */
  void cancel(String instanceId, String why);
}
