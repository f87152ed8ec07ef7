package dev.estiba.local.functionhost;

import org.jspecify.annotations.Nullable;

/** A request that cannot be read as the function declares it: answered 400 with the message. */
final class BadRequestException extends RuntimeException {

  BadRequestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
