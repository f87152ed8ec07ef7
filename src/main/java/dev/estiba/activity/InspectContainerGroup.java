package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroup.ContainerView;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerState;
import dev.estiba.aci.RunState;
import dev.estiba.activity.LogCollector.Collected;
import dev.estiba.log.LogArchive;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks how a task's container is, and keeps the log lines that are new. */
public final class InspectContainerGroup {

  public static final String NAME = "InspectContainerGroup";

  /**
   * What is to be looked at.
   *
   * @param state whether to read the group's state
   * @param log whether to keep new lines of its log, where its container runs
   * @param others the names of the containers that count as much as the group's own: it has ended
   *     once all of them have; empty where none does
   * @param atEnd the names of the group's containers beside its own, where the rest of all their
   *     logs is to be fetched at once if it has ended; null where it is not
   */
  public record Input(
      TaskRef ref,
      boolean state,
      boolean log,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> others,
      @Nullable List<String> atEnd) {

    public Input {
      // Not there in histories of older versions.
      others = others == null ? List.of() : List.copyOf(others);
      atEnd = atEnd == null ? null : List.copyOf(atEnd);
    }

    /** Of a group in which one container counts. */
    public Input(TaskRef ref, boolean state, boolean log) {
      this(ref, state, log, List.of(), null);
    }
  }

  /**
   * What was seen.
   *
   * @param outcome null where the state was not read
   * @param newLogBytes how much of the log was new, of several logs the one with most; null where
   *     it was not, or could not be, read
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

    /**
     * A container that counts has started.
     *
     * @param ended those of several that have ended already
     */
    record Running(
        @Nullable Instant startTime,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ContainerEnd> ended)
        implements Outcome {

      public Running {
        ended = ended == null ? List.of() : List.copyOf(ended);
      }

      public Running(@Nullable Instant startTime) {
        this(startTime, List.of());
      }
    }

    /**
     * The container has ended, and those that count as much.
     *
     * @param exitCode null where the platform ended it
     * @param warning what Azure's warnings about the group say, null where there is none
     * @param restarts how often Azure has started it again since
     * @param pullStarted when Azure began to pull the group's first image; null where it is unknown
     * @param others how those ended that count as much
     * @param log the rest of its log, fetched after it had ended; null where it was not fetched, or
     *     is to be asked for again
     */
    record Terminated(
        @Nullable Integer exitCode,
        @Nullable Instant startTime,
        @Nullable Instant finishTime,
        @Nullable String detailStatus,
        @Nullable String warning,
        int restarts,
        @Nullable Instant pullStarted,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ContainerEnd> others,
        CollectLogs.@Nullable Outcome log)
        implements Outcome {

      public Terminated {
        others = others == null ? List.of() : List.copyOf(others);
      }

      public Terminated(
          @Nullable Integer exitCode,
          @Nullable Instant startTime,
          @Nullable Instant finishTime,
          @Nullable String detailStatus,
          @Nullable String warning,
          int restarts,
          @Nullable Instant pullStarted) {
        this(
            exitCode,
            startTime,
            finishTime,
            detailStatus,
            warning,
            restarts,
            pullStarted,
            List.of(),
            null);
      }

      /** The same, with the rest of its log. */
      public Terminated with(CollectLogs.@Nullable Outcome itsLog) {
        return new Terminated(
            exitCode,
            startTime,
            finishTime,
            detailStatus,
            warning,
            restarts,
            pullStarted,
            others,
            itsLog);
      }
    }

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

  private static final Logger log = LoggerFactory.getLogger(InspectContainerGroup.class);

  private final ContainerGroups groups;
  private final LogCollector logs;
  private final CollectLogs rest;

  public InspectContainerGroup(ContainerGroups groups, LogCollector logs, LogArchive archive) {
    this.groups = groups;
    this.logs = logs;
    this.rest = new CollectLogs(groups, logs, archive);
  }

  public Look run(Input input) {
    Outcome outcome = input.state() ? look(input) : null;
    if (outcome instanceof Outcome.Terminated ended && input.atEnd() != null) {
      return new Look(ended.with(rest(input, input.atEnd())), null);
    }
    boolean mayHaveLog =
        outcome == null
            || outcome instanceof Outcome.Running
            || outcome instanceof Outcome.Unavailable;
    return new Look(outcome, input.log() && mayHaveLog ? collect(input) : null);
  }

  private @Nullable Long collect(Input input) {
    Long most = null;
    for (String container : counting(input)) {
      Collected collected = logs.collect(input.ref(), container, false);
      if (collected.failure() == null) {
        most = Math.max(most == null ? 0 : most, collected.newBytes());
      }
    }
    return most;
  }

  /** What cannot be fetched now is left to {@link CollectLogs}, which is patient. */
  private CollectLogs.@Nullable Outcome rest(Input input, List<String> containers) {
    boolean allCount = !input.others().isEmpty();
    try {
      CollectLogs.Outcome outcome =
          rest.run(new CollectLogs.Input(input.ref(), true, containers, allCount));
      return outcome.patience() == Patience.NONE ? outcome : null;
    } catch (RuntimeException e) {
      // How the container ended is told whatever becomes of its log.
      log.warn("Rest of the log of {} not fetched", input.ref().groupId(), e);
      return null;
    }
  }

  private static List<String> counting(Input input) {
    return Stream.concat(Stream.of(input.ref().containerGroup()), input.others().stream()).toList();
  }

  private Outcome look(Input input) {
    Answer<ContainerGroup> answer = groups.get(input.ref().groupId());
    if (answer instanceof Answer.Failed<ContainerGroup> failed) {
      return new Outcome.Unavailable(failed.failure().toReason());
    }
    return answer instanceof Answer.Ok<ContainerGroup> ok
        ? judge(ok.value(), input)
        : new Outcome.Gone();
  }

  private static Outcome judge(ContainerGroup group, Input input) {
    ContainerView container = group.counting().orElse(null);
    RunState ended = container == null ? null : endedRun(container);
    Optional<AciFailure> taken = group.preemption();
    if (taken.isPresent()) {
      return new Outcome.Preempted(taken.get().toReason());
    }
    List<ContainerEnd> ends = input.others().isEmpty() ? List.of() : ends(group, counting(input));
    if (container != null
        && ended != null
        && (ends.isEmpty() || ends.size() > input.others().size())) {
      return terminated(group, container, ended, ends);
    }
    Optional<AciFailure> failure = group.provisioningFailure();
    if (failure.isPresent()) {
      return new Outcome.ProvisioningFailed(
          failure.get().toReason(), AgainPolicy.of(failure.get()));
    }
    return group
        .failedInitContainer()
        .<Outcome>map(init -> new Outcome.InitFailed(initFailure(init)))
        .orElseGet(() -> startingOrRunning(container, ends));
  }

  private static Outcome startingOrRunning(
      @Nullable ContainerView container, List<ContainerEnd> ends) {
    if (container != null && container.current().state() == ContainerState.RUNNING) {
      return new Outcome.Running(container.current().startTime(), ends);
    }
    return ends.isEmpty()
        ? new Outcome.Starting()
        : new Outcome.Running(ends.get(0).startTime(), ends);
  }

  private static Outcome terminated(
      ContainerGroup group, ContainerView container, RunState run, List<ContainerEnd> ends) {
    return new Outcome.Terminated(
        run.exitCode(),
        run.startTime(),
        run.finishTime(),
        run.detailStatus(),
        group.messages().isEmpty() ? null : String.join("; ", group.messages()),
        container.restartCount(),
        group.pullStarted(),
        ends.stream().filter(end -> !end.name().equals(container.name())).toList(),
        null);
  }

  /** Of those containers that have ended. */
  private static List<ContainerEnd> ends(ContainerGroup group, List<String> counting) {
    return group.containers().stream()
        .filter(container -> counting.contains(container.name()))
        .flatMap(container -> Stream.ofNullable(end(container)))
        .toList();
  }

  private static @Nullable ContainerEnd end(ContainerView container) {
    RunState run = endedRun(container);
    return run == null
        ? null
        : new ContainerEnd(
            container.name(),
            run.exitCode(),
            run.startTime(),
            run.finishTime(),
            run.detailStatus(),
            container.restartCount());
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
