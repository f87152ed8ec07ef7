package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the mounts of one task's containers. */
final class MountReader {

  static final TextRule PATH =
      TextRule.of(
          "(/(?!\\.{1,2}(/|$))[^/:\\x00]+)+/?",
          "must be an absolute path without ':', '.' or '..' in it, such as /data");

  private static final int MOST = 20;

  private record Mounted(String volume, Fields where) {}

  private final List<Mounted> mounted = new ArrayList<>();

  List<VolumeMount> read(Fields container) {
    List<VolumeMount> mounts = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Fields mount : container.objects("volumeMounts", MOST)) {
      String path = mount.requiredText("mountPath", PATH);
      if (!path.isEmpty() && !paths.add(path.replaceFirst("/$", ""))) {
        mount.problem("mountPath", "has a volume already: '" + path + "'");
      }
      String volume = mount.requiredText("name", Names.VOLUME);
      mounts.add(new VolumeMount(volume, path, mount.flag("readOnly", false)));
      mount.refuseUnknown();
      mounted.add(new Mounted(volume, mount));
    }
    return mounts;
  }

  /** To be called once everything else was read. */
  void refuseUnknownVolumes(Set<String> volumes) {
    for (Mounted mount : mounted) {
      if (!mount.volume().isEmpty() && !volumes.contains(mount.volume())) {
        mount.where().problem("name", "must be one of the task's volumes; " + known(volumes));
      }
    }
  }

  private static String known(Set<String> volumes) {
    return volumes.isEmpty() ? "it has none" : "it has " + String.join(", ", volumes);
  }
}
