package dev.estiba.local.taskhub;

import org.jspecify.annotations.Nullable;

/** The task hub's file or endpoint cannot be used, or the hub is closed. */
public final class TaskHubException extends RuntimeException {

  TaskHubException(String message) {
    super(message);
  }

  TaskHubException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
