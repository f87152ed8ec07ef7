package dev.estiba.local.functionhost.web;

import org.jspecify.annotations.Nullable;

/** A request that cannot be read as the function declares it: answered 400 with the message. */
public final class BadRequestException extends RuntimeException {

  public BadRequestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
