package dev.estiba.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A block blob as a listing shows it.
 *
 * @param account URL of the storage account's blobs, without a slash at its end
 * @param eTag another one whenever the blob is written
 * @param lastModified by the storage's clock, in whole seconds
 * @param bytes how long it is
 */
public record FoundBlob(
    String account,
    String container,
    String name,
    String eTag,
    Instant lastModified,
    @Nullable String contentType,
    long bytes) {

  /** The same as that of its event, whoever tells of it. */
  String identity() {
    return BlobCreated.identity(url(), eTag);
  }

  private String url() {
    return account + "/" + container + "/" + PercentEncoding.encodePath(name);
  }

  /** As Event Grid would tell of it; its source is the account's URL. */
  public Event event() {
    ObjectNode data =
        Json.object()
            .put("api", "PutBlob")
            .put("contentType", contentType == null ? "application/octet-stream" : contentType)
            .put("contentLength", bytes)
            .put("eTag", eTag)
            .put("url", url())
            .put("blobType", "BlockBlob");
    return new Event(
        identity(),
        account,
        BlobCreated.TYPE,
        BlobCreated.subject(container, name),
        lastModified.toString(),
        Event.Payload.of(data),
        Json.object());
  }
}
