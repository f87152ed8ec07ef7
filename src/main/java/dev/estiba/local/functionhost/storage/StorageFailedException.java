package dev.estiba.local.functionhost.storage;

/** A storage did not do what a function's binding asked of it; the message says what to do. */
public final class StorageFailedException extends RuntimeException {

  StorageFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  static StorageFailedException in(
      String function, String binding, String attempt, RuntimeException cause, String setting) {
    return new StorageFailedException(
        "Function '"
            + function
            + "', binding '"
            + binding
            + "': tried to "
            + attempt
            + ", but "
            + StorageErrors.told(cause, setting),
        cause);
  }
}
