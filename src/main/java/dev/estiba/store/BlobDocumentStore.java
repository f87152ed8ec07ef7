package dev.estiba.store;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Documents as blobs of one Blob container, for any number of hosts. A version is the blob's ETag.
 * Errors of the storage are {@link IOException}s.
 */
public final class BlobDocumentStore implements DocumentStore {

  /** Metadata that tells one write from every other. */
  private static final String WRITE = "estibawrite";

  private final BlobContainerClient container;

  public BlobDocumentStore(BlobContainerClient container) {
    this.container = container;
  }

  @Override
  public Optional<Stored> read(String name) throws IOException {
    BlobClient blob = blob(name);
    return Optional.ofNullable(
        calling(
            "read",
            name,
            () -> {
              try {
                var answer = blob.downloadContentWithResponse(null, null, null, null);
                return new Stored(
                    answer.getValue().toString(), answer.getDeserializedHeaders().getETag());
              } catch (BlobStorageException e) {
                return absent(e);
              }
            }));
  }

  @Override
  public Optional<String> write(String name, String content, @Nullable String expected)
      throws IOException {
    BlobClient blob = blob(name);
    return Optional.ofNullable(calling("write", name, () -> upload(blob, content, expected)));
  }

  private @Nullable String upload(BlobClient blob, String content, @Nullable String expected) {
    String write = UUID.randomUUID().toString();
    BlockBlobSimpleUploadOptions options =
        new BlockBlobSimpleUploadOptions(BinaryData.fromString(content))
            .setHeaders(new BlobHttpHeaders().setContentType("application/json"))
            .setMetadata(Map.of(WRITE, write))
            .setRequestConditions(
                expected == null
                    ? new BlobRequestConditions().setIfNoneMatch("*")
                    : new BlobRequestConditions().setIfMatch(expected));
    try {
      return upload(blob, options);
    } catch (BlobStorageException e) {
      if (isConflict(e)) {
        return versionOf(write, blob);
      }
      throw e;
    }
  }

  private String upload(BlobClient blob, BlockBlobSimpleUploadOptions options) {
    var blocks = blob.getBlockBlobClient();
    try {
      return blocks.uploadWithResponse(options, null, null).getValue().getETag();
    } catch (BlobStorageException e) {
      if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
        throw e;
      }
      container.createIfNotExists();
      return blocks.uploadWithResponse(options, null, null).getValue().getETag();
    }
  }

  /**
   * The SDK sends a write again whose answer was lost, and is then refused because of itself.
   *
   * @return null if the document was not written by that write
   */
  private static @Nullable String versionOf(String write, BlobClient blob) {
    try {
      BlobProperties now = blob.getProperties();
      return write.equals(now.getMetadata().get(WRITE)) ? now.getETag() : null;
    } catch (BlobStorageException e) {
      return absent(e);
    }
  }

  @Override
  public boolean delete(String name, String expected) throws IOException {
    BlobClient blob = blob(name);
    return calling(
        "delete",
        name,
        () -> {
          try {
            blob.deleteWithResponse(
                null, new BlobRequestConditions().setIfMatch(expected), null, null);
            return true;
          } catch (BlobStorageException e) {
            if (isConflict(e) || e.getStatusCode() == 404) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return calling(
        "list",
        prefix,
        () -> {
          try {
            return container.listBlobs(new ListBlobsOptions().setPrefix(prefix), null).stream()
                .map(BlobItem::getName)
                .sorted()
                .toList();
          } catch (BlobStorageException e) {
            if (BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
              return List.of();
            }
            throw e;
          }
        });
  }

  private BlobClient blob(String name) {
    return container.getBlobClient(DocumentNames.require(name));
  }

  private static boolean isConflict(BlobStorageException e) {
    return e.getStatusCode() == 412 || BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode());
  }

  private static <T> @Nullable T absent(BlobStorageException e) {
    if (e.getStatusCode() == 404) {
      return null;
    }
    throw e;
  }

  private static <T extends @Nullable Object> T calling(String what, String name, Supplier<T> call)
      throws IOException {
    try {
      return call.get();
    } catch (BlobStorageException e) {
      throw failed(
          what, name, "the storage answered " + e.getStatusCode() + " " + e.getErrorCode(), e);
    } catch (RuntimeException e) {
      // What the SDK throws when it reaches nobody depends on the HTTP client below it.
      throw failed(what, name, e.toString(), e);
    }
  }

  private static IOException failed(String what, String name, String why, Exception cause) {
    return new IOException(
        "Tried to " + what + " the document " + name + " in Blob storage, but " + why, cause);
  }
}
