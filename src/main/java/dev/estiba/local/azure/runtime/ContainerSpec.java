package dev.estiba.local.azure.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param command the full command line; empty for the image's own entrypoint
 * @param environment in order, secret values included
 * @param cpu cores
 * @param mounts each of a volume of the group
 * @param requestedAt when this attempt was asked for; does not change over restarts of the runtime
 */
public record ContainerSpec(
    ContainerId id,
    String image,
    List<String> command,
    Map<String, String> environment,
    double cpu,
    long memoryBytes,
    List<VolumeMount> mounts,
    GroupSpec group,
    Instant requestedAt) {

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "ContainerSpec[" + id + ", " + image + "]";
  }
}
