package dev.estiba.local.azure.runtime;

/**
 * @param path absolute, in the container
 */
public record VolumeMount(String volume, String path, boolean readOnly) {}
