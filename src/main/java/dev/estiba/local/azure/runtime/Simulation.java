package dev.estiba.local.azure.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one simulated container does and when. All of it follows from the time of the request and
 * the script, so nothing has to be stored.
 *
 * @param cutAt when it was stopped
 */
record Simulation(Instant requestedAt, SimulationScript script, @Nullable Instant cutAt) {

  /** The same until then; afterwards it writes and ends no more. */
  Simulation cutAt(Instant at) {
    return new Simulation(requestedAt, script, isCut() ? cutAt : at);
  }

  /** That time, or the cut before it. */
  Instant lastAt(Instant now) {
    return cutAt == null || now.isBefore(cutAt) ? now : cutAt;
  }

  boolean isCut() {
    return cutAt != null;
  }

  Instant pulledAt() {
    return requestedAt.plus(script.startDelay().dividedBy(2));
  }

  Instant startsAt() {
    return requestedAt.plus(script.startDelay());
  }

  Instant endsAt() {
    return startsAt().plus(script.duration());
  }

  ContainerState stateAt(Instant now) {
    if (now.isBefore(pulledAt())) {
      return pulling();
    }
    if (now.isBefore(startsAt())) {
      return starting();
    }
    return now.isBefore(endsAt())
        ? new ContainerState.Running(startsAt())
        : ContainerState.Terminated.exited(startsAt(), endsAt(), script.exitCode());
  }

  ContainerState pulling() {
    return new ContainerState.Pulling(requestedAt);
  }

  ContainerState starting() {
    return new ContainerState.Starting(pulledAt());
  }

  List<String> lines() {
    return script.log();
  }

  Instant writtenAt(int line) {
    Duration after = script.duration().multipliedBy(line).dividedBy(lines().size());
    return startsAt().plus(after).plusNanos(line);
  }
}
