package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the state of a container from the engine's inspect. */
final class DockerStates {

  private DockerStates() {}

  /** Whether its command was never started: neither with success nor without. */
  static boolean isFresh(InspectContainerResponse container) {
    return "created".equals(status(container)) && errorOf(container).isEmpty();
  }

  static ContainerState of(InspectContainerResponse container, Instant now) {
    var state = container.getState();
    Optional<Instant> startedAt = time(state.getStartedAt());
    return switch (status(container)) {
      case "running", "paused", "restarting", "removing", "stopping" ->
          new ContainerState.Running(startedAt.orElse(now));
      case "exited", "stopped", "dead", "created" ->
          isFresh(container)
              ? new ContainerState.Starting(now)
              : ended(container, startedAt, time(state.getFinishedAt()).orElse(now));
      default -> new ContainerState.Starting(now);
    };
  }

  private static ContainerState ended(
      InspectContainerResponse container, Optional<Instant> startedAt, Instant finishedAt) {
    var state = container.getState();
    int code = Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue();
    if (startedAt.isEmpty()) {
      return cannotRun(finishedAt, code, errorOf(container));
    }
    Instant start = startedAt.get();
    // Docker may note the end of a very short run before its start.
    Instant end = finishedAt.isBefore(start) ? start : finishedAt;
    return Boolean.TRUE.equals(state.getOOMKilled())
        ? ContainerState.Terminated.killedForMemory(start, end, code)
        : ContainerState.Terminated.exited(start, end, code);
  }

  /** Engines other than Docker leave the exit code of a failed start at 0. */
  static ContainerState.Terminated cannotRun(Instant at, int exitCode, String error) {
    String text = error.toLowerCase(Locale.ROOT);
    int code = exitCode;
    if (code == 0) {
      boolean missing = text.contains("not found") || text.contains("no such file");
      code = missing ? 127 : text.contains("permission denied") ? 126 : 128;
    }
    return ContainerState.Terminated.cannotRun(at, code, error);
  }

  private static String status(InspectContainerResponse container) {
    return Objects.requireNonNullElse(container.getState().getStatus(), "")
        .toLowerCase(Locale.ROOT);
  }

  private static String errorOf(InspectContainerResponse container) {
    return Objects.requireNonNullElse(container.getState().getError(), "");
  }

  /** The engine writes the year 1 for a time that has not come. */
  private static Optional<Instant> time(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return Optional.of(time).filter(t -> t.isAfter(Instant.EPOCH));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
