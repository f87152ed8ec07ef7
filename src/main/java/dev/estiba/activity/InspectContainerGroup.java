package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroup.ContainerView;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerState;
import dev.estiba.aci.ProvisioningState;
import dev.estiba.aci.RunState;
import dev.estiba.task.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks how a task's container is, and keeps the log lines that are new. */
public final class InspectContainerGroup {

  public static final String NAME = "InspectContainerGroup";

  /** What was seen, from the least to the furthest. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Unavailable.class, name = "Unavailable"),
    @JsonSubTypes.Type(value = Outcome.Starting.class, name = "Starting"),
    @JsonSubTypes.Type(value = Outcome.Running.class, name = "Running"),
    @JsonSubTypes.Type(value = Outcome.Terminated.class, name = "Terminated"),
    @JsonSubTypes.Type(value = Outcome.ProvisioningFailed.class, name = "ProvisioningFailed"),
    @JsonSubTypes.Type(value = Outcome.Gone.class, name = "Gone")
  })
  public sealed interface Outcome {

    /** Azure did not tell; the container may be in any state. */
    record Unavailable(Reason reason) implements Outcome {}

    record Starting() implements Outcome {}

    record Running(@Nullable Instant startTime) implements Outcome {}

    /**
     * The container has ended.
     *
     * @param exitCode null where the platform ended it
     * @param warning what Azure's warnings about the group say, null where there is none
     */
    record Terminated(
        @Nullable Integer exitCode,
        @Nullable Instant startTime,
        @Nullable Instant finishTime,
        @Nullable String detailStatus,
        @Nullable String warning)
        implements Outcome {}

    /** The group will not come up. It goes on billing until it is deleted. */
    record ProvisioningFailed(Reason reason) implements Outcome {}

    /** There is no such group. */
    record Gone() implements Outcome {}
  }

  private final ContainerGroups groups;
  private final LogCollector logs;

  public InspectContainerGroup(ContainerGroups groups, LogCollector logs) {
    this.groups = groups;
    this.logs = logs;
  }

  public Outcome run(TaskRef ref) {
    Answer<ContainerGroup> answer = groups.get(ref.groupId());
    if (answer instanceof Answer.Failed<ContainerGroup> failed) {
      return new Outcome.Unavailable(failed.failure().toReason());
    }
    if (!(answer instanceof Answer.Ok<ContainerGroup> ok)) {
      return new Outcome.Gone();
    }
    Outcome outcome = judge(ok.value());
    if (outcome instanceof Outcome.Running) {
      logs.collect(ref, false);
    }
    return outcome;
  }

  private static Outcome judge(ContainerGroup group) {
    if (group.containers().isEmpty()) {
      return new Outcome.Starting();
    }
    ContainerView container = group.containers().get(0);
    RunState ended = endedRun(container);
    if (ended != null) {
      return new Outcome.Terminated(
          ended.exitCode(),
          ended.startTime(),
          ended.finishTime(),
          ended.detailStatus(),
          group.messages().isEmpty() ? null : String.join("; ", group.messages()));
    }
    if (group.provisioning() == ProvisioningState.FAILED) {
      return new Outcome.ProvisioningFailed(provisioningFailure(group));
    }
    return container.current().state() == ContainerState.RUNNING
        ? new Outcome.Running(container.current().startTime())
        : new Outcome.Starting();
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

  private static Reason provisioningFailure(ContainerGroup group) {
    String said =
        group.messages().isEmpty() ? "Azure gave no reason." : String.join("; ", group.messages());
    return new Reason(
        "ProvisioningFailed",
        null,
        "The container group could not be started. " + said,
        "Check that the image can be pulled and its command started, then submit again.");
  }
}
