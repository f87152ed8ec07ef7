package dev.estiba.task;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the container group has beside its containers.
 *
 * @param identities {@code [system]}, or resource ids of user-assigned identities
 * @param labels become tags of the group; none starts with {@code estiba-}
 * @param containerGroup raw ARM properties that are merged over ours (JSON Merge Patch, RFC 7396),
 *     as JSON text; a secret as a whole, since any of it may be one
 */
public record GroupSettings(
    List<Volume> volumes,
    List<RegistryCredential> imageRegistryCredentials,
    List<String> identities,
    @Nullable Network network,
    @Nullable LogAnalytics logAnalytics,
    Map<String, String> labels,
    @Nullable Secret containerGroup) {

  public static final GroupSettings NONE =
      new GroupSettings(List.of(), List.of(), List.of(), null, null, Map.of(), null);

  /** Of {@code identities}: the group's own, which lives as long as it does. */
  public static final String SYSTEM_IDENTITY = "[system]";

  public GroupSettings {
    volumes = List.copyOf(volumes);
    imageRegistryCredentials = List.copyOf(imageRegistryCredentials);
    identities = List.copyOf(identities);
    labels = Map.copyOf(labels);
  }

  GroupSettings mapSecrets(UnaryOperator<Secret> mapping) {
    return new GroupSettings(
        volumes.stream().map(volume -> volume.mapSecrets(mapping)).toList(),
        imageRegistryCredentials.stream().map(c -> c.mapSecrets(mapping)).toList(),
        identities,
        network,
        logAnalytics == null
            ? null
            : new LogAnalytics(
                logAnalytics.workspaceId(),
                mapping.apply(logAnalytics.workspaceKey()),
                logAnalytics.logType(),
                logAnalytics.metadata()),
        labels,
        containerGroup == null ? null : mapping.apply(containerGroup));
  }
}
