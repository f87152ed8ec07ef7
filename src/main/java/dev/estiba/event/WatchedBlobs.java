package dev.estiba.event;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The blobs of a storage account. Thread-safe. */
public interface WatchedBlobs {

  /** The storage's own time, which blobs are stamped with; in whole seconds. */
  Instant now(BlobPath path) throws IOException;

  /**
   * The block blobs that were written at some time or later, in no order; none where there is no
   * such container.
   */
  List<FoundBlob> list(BlobPath path, Instant since) throws IOException;
}
