package dev.estiba.local.azure.runtime;

import java.util.Map;

/**
 * The labels and names of what one data directory has on an engine.
 *
 * @param id identifies the data directory
 */
record DockerOwner(String id) {

  /** Its value is the container's name; a sandbox has none. */
  static final String CONTAINER_LABEL = "dev.estiba.local.azure.container";

  /** Its value is the group's uid. */
  static final String GROUP_LABEL = "dev.estiba.local.azure.group";

  private static final String OWNER_LABEL = "dev.estiba.local.azure.data";
  private static final String NAME_PREFIX = "local-azure-";

  /** Of all that belongs to the data directory. */
  Map<String, String> labels() {
    return Map.of(OWNER_LABEL, id);
  }

  boolean owns(Map<String, String> labels) {
    return id.equals(labels.get(OWNER_LABEL));
  }

  /** Of all that belongs to a group. */
  Map<String, String> labels(String group) {
    return Map.of(OWNER_LABEL, id, GROUP_LABEL, group);
  }

  Map<String, String> labels(ContainerId container) {
    return Map.of(
        OWNER_LABEL, id, GROUP_LABEL, container.group(), CONTAINER_LABEL, container.name());
  }

  /** The engine's name for a container. */
  static String nameOf(String container) {
    return NAME_PREFIX + container;
  }

  static String sandboxOf(String group) {
    return NAME_PREFIX + group;
  }

  static String volumeOf(String group, String volume) {
    return NAME_PREFIX + group + "-" + volume;
  }
}
