package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupDiagnostics;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupPriority;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupRestartPolicy;
import com.azure.resourcemanager.containerinstance.models.ImageRegistryCredential;
import com.azure.resourcemanager.containerinstance.models.LogAnalyticsLogType;
import com.azure.resourcemanager.containerinstance.models.OperatingSystemTypes;
import dev.estiba.task.GroupSettings;
import dev.estiba.task.LogAnalytics;
import dev.estiba.task.Placement;
import dev.estiba.task.Priority;
import dev.estiba.task.RegistryCredential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The container group of a task as Azure is asked for it, in the SDK's models. */
final class GroupRequest {

  private GroupRequest() {}

  /**
   * What is sent, but for the raw properties of the task.
   *
   * @throws IllegalArgumentException if a secret of the task is no literal
   */
  static ContainerGroupInner of(NewContainerGroup group) {
    GroupSettings settings = group.task().group();
    ContainerGroupInner inner =
        new ContainerGroupInner()
            .withLocation(group.location())
            .withTags(tags(group))
            .withIdentity(GroupIdentity.of(settings.identities()))
            .withOsType(OperatingSystemTypes.LINUX)
            .withRestartPolicy(ContainerGroupRestartPolicy.NEVER)
            .withPriority(priority(group.priority()))
            .withContainers(GroupContainers.of(group.id().name(), group.task()))
            .withInitContainers(nullIfEmpty(GroupContainers.init(group.task().initContainers())))
            .withVolumes(nullIfEmpty(GroupVolumes.of(settings.volumes())))
            .withImageRegistryCredentials(
                nullIfEmpty(
                    settings.imageRegistryCredentials().stream()
                        .map(GroupRequest::credential)
                        .toList()))
            .withDiagnostics(diagnostics(settings.logAnalytics()));
    zones(inner, group.task().placement());
    GroupNetwork.addTo(inner, settings.network());
    return inner;
  }

  /** A label cannot take the place of a tag of ours. */
  private static Map<String, String> tags(NewContainerGroup group) {
    Map<String, String> tags = new LinkedHashMap<>(group.task().group().labels());
    tags.putAll(GroupTags.of(group.owner(), group.expires()));
    return tags;
  }

  /** Regular is what Azure takes when nothing is said. */
  private static @Nullable ContainerGroupPriority priority(Priority priority) {
    return priority == Priority.SPOT ? ContainerGroupPriority.SPOT : null;
  }

  private static void zones(ContainerGroupInner inner, Placement placement) {
    if (!placement.zones().isEmpty()) {
      inner.withZones(placement.zones());
    }
  }

  private static ImageRegistryCredential credential(RegistryCredential credential) {
    return new ImageRegistryCredential()
        .withServer(credential.server())
        .withUsername(credential.username())
        .withPassword(
            Literals.textOrNull(credential.password(), "the password for " + credential.server()))
        .withIdentity(credential.identity());
  }

  private static @Nullable ContainerGroupDiagnostics diagnostics(@Nullable LogAnalytics logs) {
    return logs == null
        ? null
        : new ContainerGroupDiagnostics().withLogAnalytics(toWorkspace(logs));
  }

  private static com.azure.resourcemanager.containerinstance.models.LogAnalytics toWorkspace(
      LogAnalytics logs) {
    return new com.azure.resourcemanager.containerinstance.models.LogAnalytics()
        .withWorkspaceId(logs.workspaceId())
        .withWorkspaceKey(Literals.text(logs.workspaceKey(), "logAnalytics.workspaceKey"))
        .withLogType(logs.logType() == null ? null : LogAnalyticsLogType.fromString(logs.logType()))
        .withMetadata(logs.metadata().isEmpty() ? null : logs.metadata());
  }

  /** What a task does not have is not sent. */
  private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
