package dev.estiba.aci;

import dev.estiba.task.ContainerTask;

/** A container group to create: one container named as the group, which runs the task once. */
public record NewContainerGroup(
    ContainerGroupId id, String location, ContainerTask task, Ownership owner) {}
