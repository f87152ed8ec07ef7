package dev.estiba.cli;

/** What the command exits with when it does not pass on a container's own code. */
final class ExitCode {

  /** Of a batch or pipeline: not all of it succeeded. */
  static final int NOT_ALL = 1;

  /** Of {@code estiba lint}: something is wrong with a document. */
  static final int NOT_VALID = 1;

  /** As {@code timeout(1)}. */
  static final int TIMED_OUT = 124;

  /** As {@code docker run}: not the container failed, but what runs it; also a wrong usage. */
  static final int ESTIBA_FAILED = 125;

  /** As a shell after Ctrl-C. */
  static final int CANCELLED = 130;

  private ExitCode() {}
}
