package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroup.ContainerView;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerState;
import dev.estiba.aci.RunState;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks how a task's container is, and keeps the log lines that are new. */
public final class InspectContainerGroup {

  public static final String NAME = "InspectContainerGroup";

  /**
   * What is to be looked at.
   *
   * @param state whether to read the group's state
   * @param log whether to keep new lines of its log, where its container runs
   */
  public record Input(TaskRef ref, boolean state, boolean log) {}

  /**
   * What was seen.
   *
   * @param outcome null where the state was not read
   * @param newLogBytes how much of the log was new; null where it was not, or could not be, read
   */
  public record Look(@Nullable Outcome outcome, @Nullable Long newLogBytes) {}

  /** What the group does, from the least known to the furthest. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Unavailable.class, name = "Unavailable"),
    @JsonSubTypes.Type(value = Outcome.Defect.class, name = "Defect"),
    @JsonSubTypes.Type(value = Outcome.Starting.class, name = "Starting"),
    @JsonSubTypes.Type(value = Outcome.Running.class, name = "Running"),
    @JsonSubTypes.Type(value = Outcome.Terminated.class, name = "Terminated"),
    @JsonSubTypes.Type(value = Outcome.ProvisioningFailed.class, name = "ProvisioningFailed"),
    @JsonSubTypes.Type(value = Outcome.InitFailed.class, name = "InitFailed"),
    @JsonSubTypes.Type(value = Outcome.Preempted.class, name = "Preempted"),
    @JsonSubTypes.Type(value = Outcome.Gone.class, name = "Gone")
  })
  public sealed interface Outcome {

    /** Azure did not tell; the container may be in any state. */
    record Unavailable(Reason reason) implements Outcome {}

    /** The look itself failed; noted by whoever asked for it. */
    record Defect(Reason reason) implements Outcome {}

    record Starting() implements Outcome {}

    record Running(@Nullable Instant startTime) implements Outcome {}

    /**
     * The container has ended.
     *
     * @param exitCode null where the platform ended it
     * @param warning what Azure's warnings about the group say, null where there is none
     * @param restarts how often Azure has started it again since
     * @param pullStarted when Azure began to pull the group's first image; null where it is unknown
     */
    record Terminated(
        @Nullable Integer exitCode,
        @Nullable Instant startTime,
        @Nullable Instant finishTime,
        @Nullable String detailStatus,
        @Nullable String warning,
        int restarts,
        @Nullable Instant pullStarted)
        implements Outcome {}

    /**
     * The group will not come up. It goes on trying, and billing, until it is deleted.
     *
     * @param policy whether another group may come up, or one in another place
     */
    record ProvisioningFailed(Reason reason, AgainPolicy policy) implements Outcome {}

    /** A container that had to end before the one that counts failed. */
    record InitFailed(Reason reason) implements Outcome {}

    /** Azure took the group's machine away, as it may with a Spot group. */
    record Preempted(Reason reason) implements Outcome {}

    /** There is no such group. */
    record Gone() implements Outcome {}
  }

  private final ContainerGroups groups;
  private final LogCollector logs;

  public InspectContainerGroup(ContainerGroups groups, LogCollector logs) {
    this.groups = groups;
    this.logs = logs;
  }

  public Look run(Input input) {
    Outcome outcome = input.state() ? look(input.ref()) : null;
    boolean mayHaveLog = outcome == null || outcome instanceof Outcome.Running;
    return new Look(outcome, input.log() && mayHaveLog ? collect(input.ref()) : null);
  }

  private @Nullable Long collect(TaskRef ref) {
    LogCollector.Collected collected = logs.collect(ref, false);
    return collected.failure() == null ? collected.newBytes() : null;
  }

  private Outcome look(TaskRef ref) {
    Answer<ContainerGroup> answer = groups.get(ref.groupId());
    if (answer instanceof Answer.Failed<ContainerGroup> failed) {
      return new Outcome.Unavailable(failed.failure().toReason());
    }
    return answer instanceof Answer.Ok<ContainerGroup> ok ? judge(ok.value()) : new Outcome.Gone();
  }

  private static Outcome judge(ContainerGroup group) {
    ContainerView container = group.counting().orElse(null);
    RunState ended = container == null ? null : endedRun(container);
    Optional<AciFailure> taken = group.preemption();
    if (taken.isPresent()) {
      return new Outcome.Preempted(taken.get().toReason());
    }
    if (container != null && ended != null) {
      return terminated(group, container, ended);
    }
    Optional<AciFailure> failure = group.provisioningFailure();
    if (failure.isPresent()) {
      return new Outcome.ProvisioningFailed(
          failure.get().toReason(), AgainPolicy.of(failure.get()));
    }
    return group
        .failedInitContainer()
        .<Outcome>map(init -> new Outcome.InitFailed(initFailure(init)))
        .orElseGet(() -> startingOrRunning(container));
  }

  private static Outcome startingOrRunning(@Nullable ContainerView container) {
    return container != null && container.current().state() == ContainerState.RUNNING
        ? new Outcome.Running(container.current().startTime())
        : new Outcome.Starting();
  }

  private static Outcome terminated(ContainerGroup group, ContainerView container, RunState run) {
    return new Outcome.Terminated(
        run.exitCode(),
        run.startTime(),
        run.finishTime(),
        run.detailStatus(),
        group.messages().isEmpty() ? null : String.join("; ", group.messages()),
        container.restartCount(),
        group.pullStarted());
  }

  /**
   * The run that counts is the first that ended: Azure may start a container again after a failure
   * although its group says never to.
   */
  private static @Nullable RunState endedRun(ContainerView container) {
    RunState previous = container.previous();
    if (previous != null && previous.exitCode() != null) {
      return previous;
    }
    return container.current().state() == ContainerState.TERMINATED ? container.current() : null;
  }

  private static Reason initFailure(ContainerView init) {
    return new Reason(
        "InitContainerFailed",
        null,
        "The init container "
            + init.name()
            + " exited with "
            + init.current().exitCode()
            + ", so that the others were not started.",
        "Read its log: the task's log of container " + init.name() + ".");
  }
}
