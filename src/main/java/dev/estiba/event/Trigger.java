package dev.estiba.event;

import dev.estiba.launch.LaunchTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What is started when something happens.
 *
 * @param blobs which are watched, and are the only ones whose events it is for; null for none
 */
public record Trigger(
    boolean enabled, EventFilter filter, @Nullable BlobPath blobs, LaunchTemplate template) {

  /** Whether the event is one that it is for, enabled or not. */
  public boolean isFor(Event event) {
    return (blobs == null || blobs.covers(event)) && filter.passes(event);
  }
}
