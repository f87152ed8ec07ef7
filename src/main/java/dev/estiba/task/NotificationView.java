package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of an end, and how far that is.
 *
 * @param url without its query; null for a queue
 * @param queue null for an address
 */
public record NotificationView(
    @Nullable String url, @Nullable String queue, @JsonUnwrapped NotificationStatus status) {

  public static NotificationView of(CompletionHook hook, NotificationStatus status) {
    return new NotificationView(hook.shown().url(), hook.queue(), status);
  }
}
