package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exceptions as data. */
final class Failures {

  private Failures() {}

  static TaskFailureDetails of(Throwable thrown) {
    return TaskFailureDetails.newBuilder()
        .setErrorType(thrown.getClass().getName())
        .setErrorMessage(Objects.toString(thrown.getMessage(), ""))
        .setStackTrace(Events.text(frames(thrown)))
        .build();
  }

  /** A failure that no repetition mends. */
  static TaskFailureDetails permanent(String errorType, String message) {
    return TaskFailureDetails.newBuilder()
        .setErrorType(errorType)
        .setErrorMessage(message)
        .setIsNonRetriable(true)
        .build();
  }

  static InstanceState.Failure toState(TaskFailureDetails failure) {
    @Nullable String stackTrace =
        failure.hasStackTrace() ? failure.getStackTrace().getValue() : null;
    return new InstanceState.Failure(failure.getErrorType(), failure.getErrorMessage(), stackTrace);
  }

  private static String frames(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      text.append("\tat ").append(frame).append('\n');
    }
    return text.toString();
  }
}
