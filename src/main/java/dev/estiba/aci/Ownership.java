package dev.estiba.aci;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a container group is, written into its tags: from the tags alone a group can be traced and
 * swept, whatever else was lost.
 *
 * @param app which installation of Estiba made it: two in one subscription leave each other alone
 * @param instanceId the orchestration that runs the task
 * @param attempt 1 for the first
 */
public record Ownership(String app, String instanceId, int attempt) {

  private static final String APP = "estiba-app";
  private static final String INSTANCE = "estiba-instance";
  private static final String ATTEMPT = "estiba-attempt";

  public Map<String, String> toTags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(APP, app);
    tags.put(INSTANCE, instanceId);
    tags.put(ATTEMPT, Integer.toString(attempt));
    return tags;
  }

  /** Empty for a group that no Estiba made. */
  public static Optional<Ownership> fromTags(@Nullable Map<String, String> tags) {
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
}
