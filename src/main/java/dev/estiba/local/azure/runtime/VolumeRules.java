package dev.estiba.local.azure.runtime;

import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;

/** What ACI asks of a container's mounts. */
final class VolumeRules {

  private VolumeRules() {}

  static void check(ContainerSpec spec, GitRepositories git) throws ContainerRefusedException {
    for (VolumeMount mount : spec.mounts()) {
      String path = mount.path();
      if (!path.startsWith("/") || path.contains(":")) {
        throw refused(
            spec, "its mountPath '" + path + "' must be absolute and must not contain ':'");
      }
      Volume volume =
          DockerVolumes.find(spec.group(), mount.volume())
              .orElseThrow(() -> refused(spec, "its group has no volume '" + mount.volume() + "'"));
      if (volume instanceof Volume.GitRepository repository) {
        git.check(repository);
      }
    }
  }

  private static ContainerRefusedException refused(ContainerSpec spec, String reason) {
    return new ContainerRefusedException(
        Reason.NOT_RUNNABLE,
        "The container '" + spec.id().container() + "' cannot run: " + reason + ".");
  }
}
