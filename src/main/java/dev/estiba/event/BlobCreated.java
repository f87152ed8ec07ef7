package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** The event that tells of a new blob, or of one that was overwritten. */
final class BlobCreated {

  static final String TYPE = "Microsoft.Storage.BlobCreated";

  private BlobCreated() {}

  /** The subject that Event Grid gives to an event about a blob. */
  static String subject(String container, String blob) {
    return "/blobServices/default/containers/" + container + "/blobs/" + blob;
  }

  /** The same whoever tells of what was written; empty for other events. */
  static Optional<String> identity(Event event) {
    JsonNode data = event.payload().data();
    if (!event.type().equals(TYPE) || data == null) {
      return Optional.empty();
    }
    String url = data.path("blobUrl").asText(data.path("url").asText());
    String eTag = data.path("eTag").asText();
    return url.isEmpty() || eTag.isEmpty() ? Optional.empty() : Optional.of(identity(url, eTag));
  }

  static String identity(String url, String eTag) {
    return Identity.of(normal(url), eTag.replace("\"", ""));
  }

  /**
   * A blob has several URLs: with and without encoding, with http and https, as blob and as file of
   * Data Lake Storage.
   */
  private static String normal(String url) {
    String path = url.replaceFirst("^[A-Za-z]+://", "").replaceFirst("[?#].*$", "");
    int slash = path.indexOf('/');
    if (slash < 0) {
      return path.toLowerCase(Locale.ROOT);
    }
    String host = path.substring(0, slash).toLowerCase(Locale.ROOT).replace(".dfs.", ".blob.");
    return host + PercentEncoding.decode(path.substring(slash));
  }
}
