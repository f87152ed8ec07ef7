package planted.orchestration;

import java.time.Instant;

/** An orchestrator must not read the clock. */
public final class ReadsClock {

  public Instant now() {
    return Instant.now();
  }
}
