package dev.estiba.local.azure.runtime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a runtime knows about one container. The annotations name the kinds in stored state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ContainerState.Pulling.class, name = "pulling"),
  @JsonSubTypes.Type(value = ContainerState.Starting.class, name = "starting"),
  @JsonSubTypes.Type(value = ContainerState.Running.class, name = "running"),
  @JsonSubTypes.Type(value = ContainerState.Terminated.class, name = "terminated"),
  @JsonSubTypes.Type(value = ContainerState.NotProvisioned.class, name = "notProvisioned"),
})
public sealed interface ContainerState {

  /** The image is on its way. */
  record Pulling(Instant since) implements ContainerState {}

  /**
   * Everything needed is there; the container is being made.
   *
   * @param imageWasHere whether its image needed no download
   */
  record Starting(Instant since, boolean imageWasHere) implements ContainerState {

    /** After a download, or without any image. */
    public Starting(Instant since) {
      this(since, false);
    }
  }

  record Running(Instant since) implements ContainerState {}

  /**
   * It is over.
   *
   * @param startedAt null if the command never ran
   * @param exitCode null if nobody knows it
   * @param detail ACI's {@code detailStatus}
   * @param message why the command could not be started
   */
  record Terminated(
      @Nullable Instant startedAt,
      Instant finishedAt,
      @Nullable Integer exitCode,
      String detail,
      @Nullable String message)
      implements ContainerState {

    public boolean succeeded() {
      return exitCode != null && exitCode == 0;
    }

    /** The command ended by itself. */
    public static Terminated exited(Instant startedAt, Instant finishedAt, int exitCode) {
      String detail = exitCode == 0 ? "Completed" : "Error";
      return new Terminated(startedAt, finishedAt, exitCode, detail, null);
    }

    public static Terminated killedForMemory(Instant startedAt, Instant finishedAt, int exitCode) {
      return new Terminated(startedAt, finishedAt, exitCode, "OOMKilled", null);
    }

    /** The command could not be started: 127 if it was not found, 126 if it is not executable. */
    public static Terminated cannotRun(Instant at, int exitCode, String message) {
      return new Terminated(null, at, exitCode, "ContainerCannotRun", message);
    }

    /** The container vanished without leaving an exit code; the text is ACI's. */
    public static Terminated lost(@Nullable Instant startedAt, Instant at) {
      return new Terminated(startedAt, at, null, "Infrastructure Error", "The container is gone.");
    }
  }

  /** The container could not be made, and no further try will be. */
  record NotProvisioned(Instant at, String detail, String message) implements ContainerState {}

  /** No state follows on this one. */
  default boolean ended() {
    return this instanceof Terminated || this instanceof NotProvisioned;
  }
}
