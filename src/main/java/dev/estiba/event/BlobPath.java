package dev.estiba.event;

import dev.estiba.document.TextRule;

/**
 * Blobs of a container whose names begin alike.
 *
 * @param prefix empty for all blobs of the container
 */
public record BlobPath(String container, String prefix) {

  static final TextRule RULE =
      TextRule.of(
          "(?s)(?![^/]*--)(?!estiba-|azure-webjobs-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9](/.{0,1024})?",
          "must be a container's name, and after a slash what the blobs' names begin with, such as"
              + " incoming/reports/; the containers estiba-… and azure-webjobs-… are Estiba's own");

  /**
   * @param path which keeps the rule
   */
  static BlobPath of(String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? new BlobPath(path, "")
        : new BlobPath(path.substring(0, slash), path.substring(slash + 1));
  }

  boolean covers(Event event) {
    return event.type().equals(BlobCreated.TYPE)
        && event.subject() != null
        && event.subject().startsWith(BlobCreated.subject(container, prefix));
  }

  @Override
  public String toString() {
    return container + "/" + prefix;
  }
}
