package dev.estiba.event;

import com.azure.core.http.HttpHeaderName;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Blobs of Azure Storage. */
public final class StorageBlobs implements WatchedBlobs {

  /** Marks a folder of Data Lake Storage, which is listed as a blob. */
  private static final String FOLDER = "hdi_isfolder";

  private final BlobServiceClient account;

  public StorageBlobs(BlobServiceClient account) {
    this.account = account;
  }

  @Override
  public Instant now(BlobPath path) throws IOException {
    return calling(
        path,
        () ->
            parse(
                container(path)
                    .existsWithResponse(null, null)
                    .getHeaders()
                    .getValue(HttpHeaderName.DATE)));
  }

  private static Instant parse(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  @Override
  public List<FoundBlob> list(BlobPath path, Instant since) throws IOException {
    return calling(path, () -> found(path, since));
  }

  private List<FoundBlob> found(BlobPath path, Instant since) {
    List<FoundBlob> found = new ArrayList<>();
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(path.prefix())
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    try {
      for (BlobItem blob : container(path).listBlobs(options, null)) {
        if (isFile(blob) && !blob.getProperties().getLastModified().toInstant().isBefore(since)) {
          found.add(found(path.container(), blob));
        }
      }
    } catch (BlobStorageException e) {
      if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
        throw e;
      }
    }
    return found;
  }

  /** Append blobs change with each line: each of them would be a new one. */
  private static boolean isFile(BlobItem blob) {
    boolean folder = blob.getMetadata() != null && "true".equals(blob.getMetadata().get(FOLDER));
    return !folder && BlobType.BLOCK_BLOB.equals(blob.getProperties().getBlobType());
  }

  private FoundBlob found(String container, BlobItem blob) {
    BlobItemProperties properties = blob.getProperties();
    return new FoundBlob(
        account.getAccountUrl().replaceFirst("/$", ""),
        container,
        blob.getName(),
        properties.getETag().replace("\"", ""),
        properties.getLastModified().toInstant(),
        properties.getContentType(),
        properties.getContentLength());
  }

  private BlobContainerClient container(BlobPath path) {
    return account.getBlobContainerClient(path.container());
  }

  private static <T> T calling(BlobPath path, Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (BlobStorageException e) {
      throw failed(path, "the storage answered " + e.getStatusCode() + " " + e.getErrorCode(), e);
    } catch (RuntimeException e) {
      // What the SDK throws when it reaches nobody depends on the HTTP client below it.
      throw failed(path, e.toString(), e);
    }
  }

  private static IOException failed(BlobPath path, String why, Exception cause) {
    return new IOException("Tried to list the blobs of " + path + ", but " + why, cause);
  }
}
