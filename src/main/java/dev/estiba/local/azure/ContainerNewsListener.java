package dev.estiba.local.azure;

import java.util.Map;

/**
 * Is told when a container has ended, or will not start, or runs after a wait. A hint for who would
 * look now and then: nothing is told of what happened while this Azure was away, nor of a container
 * that runs at once, which whoever made it has to expect.
 */
@FunctionalInterface
public interface ContainerNewsListener {

  /** Nobody is told. */
  ContainerNewsListener NONE = (group, container, tags) -> {};

  /**
   * Called by a thread of this Azure's, after clients can see it.
   *
   * @param group the name of the container group
   * @param tags of the group
   */
  void changed(String group, String container, Map<String, String> tags);
}
