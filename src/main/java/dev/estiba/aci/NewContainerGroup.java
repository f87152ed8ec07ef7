package dev.estiba.aci;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.Priority;
import java.time.Instant;

/**
 * A container group to create; its container that is named as the group runs the task once.
 *
 * @param location Azure region; may be another than the task's first choice
 * @param priority may be another than the task's first choice
 * @param task each of its secrets is a {@code Secret.Literal}
 * @param expires when nobody needs the group any more, whatever happened to its task
 */
public record NewContainerGroup(
    ContainerGroupId id,
    String location,
    Priority priority,
    ContainerTask task,
    Ownership owner,
    Instant expires) {}
