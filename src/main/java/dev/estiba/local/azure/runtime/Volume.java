package dev.estiba.local.azure.runtime;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory that the containers of a group can mount. */
public sealed interface Volume {

  String name();

  /** Empty at the group's start, gone with the group. */
  record EmptyDirectory(String name) implements Volume {}

  /**
   * @param files their contents by name
   */
  record Secret(String name, Map<String, byte[]> files) implements Volume {

    /** Without the contents. */
    @Override
    public String toString() {
      return "Secret[" + name + "]";
    }
  }

  /** A directory of this machine, which lives on. */
  record HostDirectory(String name, Path directory, boolean readOnly) implements Volume {}

  /**
   * A clone, made when the group starts.
   *
   * @param directory where in the volume; null for a directory named after the repository, {@code
   *     .} for the volume itself
   * @param revision a commit, null for the newest of the default branch
   */
  record GitRepository(
      String name, String repository, @Nullable String directory, @Nullable String revision)
      implements Volume {}
}
