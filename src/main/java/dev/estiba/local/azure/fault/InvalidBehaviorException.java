package dev.estiba.local.azure.fault;

/** A behavior cannot be read. The message names the place and says what is expected there. */
public final class InvalidBehaviorException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  /**
   * @param path such as {@code rules[0].effect.retryAfter}; empty for the whole
   */
  InvalidBehaviorException(String path, String problem) {
    super(path.isEmpty() ? problem : path + ": " + problem);
    this.path = path;
    this.problem = problem;
  }

  /** The same, seen from the object that {@code parent} leads to. */
  InvalidBehaviorException below(String parent) {
    boolean oneIsEmpty = parent.isEmpty() || path.isEmpty();
    return new InvalidBehaviorException(parent + (oneIsEmpty ? "" : ".") + path, problem);
  }
}
