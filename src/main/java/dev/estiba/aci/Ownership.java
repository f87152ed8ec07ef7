package dev.estiba.aci;

import java.util.Map;
import java.util.Optional;

/**
 * Whose a container group is, written into its tags: from the tags alone a group can be traced and
 * swept, whatever else was lost.
 *
 * @param app which installation of Estiba made it: two in one subscription leave each other alone
 * @param instanceId the orchestration that runs the task
 * @param attempt 1 for the first
 */
public record Ownership(String app, String instanceId, int attempt) {

  /** Empty for a group that no Estiba made. */
  public static Optional<Ownership> ofTags(Map<String, String> tags) {
    return GroupTags.owner(tags);
  }
}
