package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a task. Every end has one; the orchestration itself completes either way. What
 * an attempt has too is that of the last one.
 *
 * @param exitCode the container's, null when it has none
 * @param startTime when the container started, null when it never did
 * @param finishTime when the container ended, null when it was still running
 * @param detailStatus Azure's word on the container's end, {@code OOMKilled} for instance
 * @param log where the archive keeps the log, null when the container wrote nothing
 * @param logComplete whether all of the log is kept
 * @param logGaps how often lines are missing in the log; each place is marked in it
 * @param containerGroupDeleted whether Azure confirmed of every group that it is gone, or it never
 *     existed
 * @param reason why, for every state but {@code Succeeded}
 * @param timedOutIn what the task was doing when its time was over
 * @param cancelledBy who cancelled it, as they said
 * @param outputs what the container told with lines {@code ::output name=value}
 * @param warnings what does not change the result, but is worth knowing
 * @param attempts each container group that the task had
 * @param containers of a task whose containers all count, each of them; else none
 * @param cost of all attempts together, estimated by ACI's billing rules; null when there was none
 */
public record TaskResult(
    TaskState state,
    @Nullable Integer exitCode,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    @Nullable String detailStatus,
    @Nullable String resourceGroup,
    @Nullable String containerGroup,
    @Nullable String log,
    boolean logComplete,
    int logGaps,
    boolean containerGroupDeleted,
    @Nullable Reason reason,
    @Nullable TaskPhase timedOutIn,
    @Nullable String cancelledBy,
    Map<String, String> outputs,
    List<String> warnings,
    List<Attempt> attempts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ContainerResult> containers,
    @Nullable Cost cost) {

  public TaskResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    warnings = List.copyOf(warnings);
    attempts = List.copyOf(attempts);
    // Not there in results of older versions.
    containers = containers == null ? List.of() : List.copyOf(containers);
  }
}
