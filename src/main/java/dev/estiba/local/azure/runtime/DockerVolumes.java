package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's volumes of one data directory. */
final class DockerVolumes {

  private static final Logger log = LoggerFactory.getLogger(DockerVolumes.class);

  private final DockerClient client;
  private final DockerOwner owner;

  DockerVolumes(DockerClient client, DockerOwner owner) {
    this.client = client;
    this.owner = owner;
  }

  /** Whether the engine keeps it. */
  static boolean isEngines(Volume volume) {
    return !(volume instanceof Volume.HostDirectory);
  }

  /** All volumes of a group, in its sandbox. */
  static List<Mount> inSandbox(GroupSpec group) {
    List<Mount> mounts = new ArrayList<>();
    for (Volume volume : group.volumes()) {
      if (isEngines(volume)) {
        mounts.add(engineVolume(group, volume, false).withTarget(inSandbox(group, volume)));
      }
    }
    return mounts;
  }

  /** Where a volume of the group is in its sandbox. */
  static String inSandbox(GroupSpec group, Volume volume) {
    int index = group.volumes().indexOf(volume);
    return volume instanceof Volume.Secret
        ? "/secrets/" + index
        : SandboxImage.openDirectory(index);
  }

  /** What a container mounts hides what its image has there, as in ACI. */
  static List<Mount> in(ContainerSpec spec) {
    return spec.mounts().stream().map(m -> mount(spec.group(), m)).toList();
  }

  private static Mount mount(GroupSpec group, VolumeMount mount) {
    Volume volume = find(group, mount.volume()).orElseThrow();
    if (volume instanceof Volume.HostDirectory host) {
      return new Mount()
          .withType(MountType.BIND)
          .withSource(host.directory().toAbsolutePath().toString())
          .withTarget(mount.path())
          .withReadOnly(host.readOnly() || mount.readOnly());
    }
    return engineVolume(group, volume, true)
        .withTarget(mount.path())
        .withReadOnly(mount.readOnly() || volume instanceof Volume.Secret);
  }

  private static Mount engineVolume(GroupSpec group, Volume volume, boolean hidesImage) {
    return new Mount()
        .withType(MountType.VOLUME)
        .withSource(DockerOwner.volumeOf(group.uid(), volume.name()))
        .withVolumeOptions(new VolumeOptions().withNoCopy(hidesImage));
  }

  /** One that is there already stays as it is. Podman would forget the labels of a mount. */
  void create(GroupSpec group) {
    for (Volume volume : group.volumes()) {
      if (isEngines(volume)) {
        client
            .createVolumeCmd()
            .withName(DockerOwner.volumeOf(group.uid(), volume.name()))
            .withLabels(owner.labels(group.uid()))
            .exec();
      }
    }
  }

  static Optional<Volume> find(GroupSpec group, String name) {
    return group.volumes().stream().filter(volume -> volume.name().equals(name)).findFirst();
  }

  void remove(String group) {
    list(owner.labels(group)).forEach(this::remove);
  }

  void removeAllBut(Set<String> groups) {
    for (InspectVolumeResponse volume : list(owner.labels())) {
      Map<String, String> labels = Objects.requireNonNullElse(volume.getLabels(), Map.of());
      if (!groups.contains(labels.getOrDefault(DockerOwner.GROUP_LABEL, ""))) {
        log.info("Removing volume {}, which belongs to no container group", volume.getName());
        removeUnknown(volume);
      }
    }
  }

  private void removeUnknown(InspectVolumeResponse volume) {
    try {
      remove(volume);
    } catch (ConflictException e) {
      log.warn("Somebody else uses volume {}; it stays", volume.getName(), e);
    }
  }

  private List<InspectVolumeResponse> list(Map<String, String> labels) {
    List<String> filter =
        labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()).toList();
    return Objects.requireNonNullElse(
        client.listVolumesCmd().withFilter("label", filter).exec().getVolumes(), List.of());
  }

  private void remove(InspectVolumeResponse volume) {
    try {
      client.removeVolumeCmd(volume.getName()).exec();
    } catch (NotFoundException e) {
      log.debug("Volume {} is gone already", volume.getName());
    }
  }
}
