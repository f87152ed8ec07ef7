package dev.estiba.local.azure.runtime;

/**
 * One attempt at running a container.
 *
 * @param group identifies one incarnation of a container group, never used again after its delete
 * @param attempt 0 for the first run, then counts the restarts
 */
public record ContainerId(String group, String container, int attempt) {

  /** Unique among all containers of one data directory; letters, digits and hyphens only. */
  public String name() {
    return group + "-" + container + "-" + attempt;
  }

  @Override
  public String toString() {
    return name();
  }
}
