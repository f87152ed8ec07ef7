package dev.estiba.task;

/** Where a container sees a volume. */
public record VolumeMount(String name, String mountPath, boolean readOnly) {}
