package dev.estiba.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a task. Every end has one; the orchestration itself completes either way.
 *
 * @param exitCode the container's, null when it has none
 * @param startTime when the container started, null when it never did
 * @param finishTime when the container ended, null when it was still running
 * @param detailStatus Azure's word on the container's end, {@code OOMKilled} for instance
 * @param log where the archive keeps the log, null when the container wrote nothing
 * @param logComplete whether the last fetch of the log succeeded
 * @param containerGroupDeleted whether Azure confirmed that the group is gone, or it never existed
 * @param reason why, for every state but {@code Succeeded}
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
    boolean containerGroupDeleted,
    @Nullable Reason reason) {}
