package dev.estiba.local.azure.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a log is asked for.
 *
 * @param tail the number of newest lines, null for all
 * @param timestamps whether each line starts with its time, RFC 3339 with nine digits, and a space
 */
public record LogQuery(@Nullable Integer tail, boolean timestamps) {

  /** The newest bytes of a log that are kept for reading, as in ACI while a container runs. */
  static final int LIMIT = 4 * 1024 * 1024;
}
