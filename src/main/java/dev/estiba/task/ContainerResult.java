package dev.estiba.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one of several containers that count, in a group that small tasks share.
 *
 * @param name the container's
 * @param exitCode null when it has none
 * @param startTime null when it never started, or that is not known
 * @param finishTime null when it was still running
 * @param log where the archive keeps its log, null when it wrote nothing
 * @param logComplete whether all of the log is kept
 * @param reason why, for every state but {@code Succeeded}
 * @param outputs what it told with lines {@code ::output name=value}
 * @param cost its share of what the group cost; null when there was no group
 */
public record ContainerResult(
    String name,
    TaskState state,
    @Nullable Integer exitCode,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    @Nullable String log,
    boolean logComplete,
    @Nullable Reason reason,
    Map<String, String> outputs,
    @Nullable Cost cost) {

  public ContainerResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
