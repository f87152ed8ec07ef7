package dev.estiba.functions;

import com.fasterxml.jackson.core.JacksonException;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 503 where the storage or the task hub cannot be reached, so that it is tried again. */
final class Reachable {

  private static final Logger log = LoggerFactory.getLogger(Reachable.class);
  private static final String RETRY_AFTER_SECONDS = "10";

  private Reachable() {}

  /** Makes an answer with what may be out of reach. */
  @FunctionalInterface
  interface Answer {
    HttpResponseMessage make() throws IOException;
  }

  static HttpResponseMessage answer(HttpRequestMessage<?> request, Answer answer) {
    try {
      return answer.make();
    } catch (IOException | RuntimeException e) { // HTTP boundary
      if (!isOutOfReach(e)) {
        throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
      }
      log.warn("{} was not answered", request.getUri().getPath(), e);
      return Problems.unavailable(
          request,
          "The storage or the task hub cannot be reached now. Try again in "
              + RETRY_AFTER_SECONDS
              + " seconds; what was begun is not begun twice.",
          RETRY_AFTER_SECONDS);
    }
  }

  /**
   * Azure's SDK hides what went wrong below exceptions of its own. JSON that cannot be read stays
   * so, however often it is tried.
   */
  private static boolean isOutOfReach(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(
            cause ->
                (cause instanceof IOException && !(cause instanceof JacksonException))
                    || cause instanceof TimeoutException
                    || cause instanceof StatusRuntimeException);
  }
}
