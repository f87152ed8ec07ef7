package dev.estiba.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One container group that a task had, and what became of it.
 *
 * @param number 1 for the first
 * @param startTime when the container started, null when it never did
 * @param finishTime when the container ended, null when it was still running
 * @param detailStatus Azure's word on the container's end
 * @param restarts how often Azure started the container again after its first end, which counts
 * @param log where the archive keeps the log, null when the container wrote nothing
 * @param logComplete whether all of the log is kept
 * @param logGaps how often lines are missing, because Azure dropped them before they were fetched
 * @param groupGoneAt when Azure confirmed that the group is gone, or never existed; null while it
 *     may be there
 * @param keptUntil when a group that was kept will be deleted
 * @param cost estimated by ACI's billing rules; null when there was no group
 */
public record Attempt(
    int number,
    TaskState state,
    @Nullable Integer exitCode,
    @Nullable Instant startTime,
    @Nullable Instant finishTime,
    @Nullable String detailStatus,
    int restarts,
    String containerGroup,
    String location,
    Priority priority,
    @Nullable String log,
    boolean logComplete,
    int logGaps,
    @Nullable Instant groupGoneAt,
    @Nullable Instant keptUntil,
    @Nullable Cost cost,
    @Nullable Reason reason) {}
