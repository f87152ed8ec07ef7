package dev.estiba.local.azure.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a log is asked for.
 *
 * @param tail the number of newest lines, null for all
 * @param timestamps whether each line starts with its time, RFC 3339 with nine digits, and a space
 * @param maxBytes of the newest whole lines
 */
public record LogQuery(@Nullable Integer tail, boolean timestamps, int maxBytes) {

  /**
   * ACI keeps 4 MB of a container that runs and 16 KB of one that has ended; there is no reason
   * here to lose what is on the disk.
   */
  public static final int MAX_BYTES = 16 * 1024 * 1024;
}
