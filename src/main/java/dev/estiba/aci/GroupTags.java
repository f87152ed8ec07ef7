package dev.estiba.aci;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tags of a container group that Estiba made: whose it is, and when it may go. */
final class GroupTags {

  private static final String APP = "estiba-app";
  private static final String INSTANCE = "estiba-instance";
  private static final String ATTEMPT = "estiba-attempt";
  private static final String EXPIRES = "estiba-expires";
  private static final String KEPT = "estiba-kept";

  private GroupTags() {}

  static Map<String, String> of(Ownership owner, Instant expires) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(APP, owner.app());
    tags.put(INSTANCE, owner.instanceId());
    tags.put(ATTEMPT, Integer.toString(owner.attempt()));
    tags.put(EXPIRES, text(expires));
    return tags;
  }

  /** The same tags, but to outlive the task until that time. */
  static Map<String, String> kept(@Nullable Map<String, String> tags, Instant expires) {
    Map<String, String> changed = tags == null ? new LinkedHashMap<>() : new LinkedHashMap<>(tags);
    changed.put(EXPIRES, text(expires));
    changed.put(KEPT, "true");
    return changed;
  }

  static boolean isKept(@Nullable Map<String, String> tags) {
    return tags != null && "true".equals(tags.get(KEPT));
  }

  /** Empty for a group that no Estiba made. */
  static Optional<Ownership> owner(@Nullable Map<String, String> tags) {
    if (tags == null || !tags.containsKey(APP) || !tags.containsKey(INSTANCE)) {
      return Optional.empty();
    }
    String attempt = tags.getOrDefault(ATTEMPT, "");
    return Optional.of(
        new Ownership(
            tags.get(APP),
            tags.get(INSTANCE),
            attempt.matches("[0-9]{1,9}") ? Integer.parseInt(attempt) : 1));
  }

  /** Null where no tag says it, or one that somebody changed to what is no time. */
  static @Nullable Instant expires(@Nullable Map<String, String> tags) {
    String text = tags == null ? null : tags.get(EXPIRES);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** RFC 3339, to the second and not earlier than asked. */
  private static String text(Instant expires) {
    Instant second = expires.truncatedTo(ChronoUnit.SECONDS);
    return (second.equals(expires) ? second : second.plusSeconds(1)).toString();
  }
}
