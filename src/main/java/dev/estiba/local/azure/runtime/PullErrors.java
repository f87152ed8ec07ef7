package dev.estiba.local.azure.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells an image that is not to be had from a registry that fails. */
final class PullErrors {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What engines and registries say about an image that is missing or denied. */
  private static final List<String> FINAL_ANSWERS =
      List.of(
          "manifest unknown",
          "no matching manifest",
          "name unknown",
          "repository does not exist",
          "not found: does not exist",
          "access denied",
          "denied:",
          "unauthorized",
          "authentication required",
          "no basic auth credentials",
          "invalid reference format");

  private PullErrors() {}

  static ContainerRefusedException of(@Nullable Throwable error) {
    String message = error == null ? "unknown error" : text(error);
    if (error instanceof NotFoundException) {
      return new ContainerRefusedException(Reason.INACCESSIBLE_IMAGE, message);
    }
    return of(message);
  }

  static ContainerRefusedException of(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    boolean isFinal = FINAL_ANSWERS.stream().anyMatch(text::contains);
    return new ContainerRefusedException(
        isFinal ? Reason.INACCESSIBLE_IMAGE : Reason.REGISTRY_ERROR, message);
  }

  /** What the engine said, out of "Status 500: {"message":"..."}". */
  static String text(Throwable error) {
    String message = Objects.requireNonNullElse(error.getMessage(), error.toString());
    int json = message.indexOf('{');
    if (json < 0) {
      return message.trim();
    }
    try {
      return MAPPER.readTree(message.substring(json)).path("message").asText(message).trim();
    } catch (JsonProcessingException e) {
      return message.trim();
    }
  }
}
