package dev.estiba.orchestration;

import com.microsoft.durabletask.TaskOrchestrationContext;

/** What one generation of {@link RunTask} works with. */
record Generation(
    TaskOrchestrationContext context,
    RunTaskInput input,
    Journey journey,
    Interruptions interruptions) {}
