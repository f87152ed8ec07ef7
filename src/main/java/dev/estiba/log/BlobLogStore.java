package dev.estiba.log;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AppendBlobRequestConditions;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.AppendBlobAppendBlockOptions;
import com.azure.storage.blob.options.AppendBlobCreateOptions;
import com.azure.storage.blob.specialized.AppendBlobClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;

/**
 * Logs as append blobs of one Blob container. Each append names the length that it continues, so
 * that of two writers one is told to look again. Errors of the storage are {@link IOException}s.
 */
public final class BlobLogStore implements LogStore {

  /** What one append block may hold. */
  private static final int MAX_BLOCK = 4 * 1024 * 1024;

  private final BlobContainerClient container;

  public BlobLogStore(BlobContainerClient container) {
    this.container = container;
  }

  @Override
  public long length(String path) throws IOException {
    try {
      return blob(path).getProperties().getBlobSize();
    } catch (BlobStorageException e) {
      if (e.getStatusCode() == 404) {
        return 0;
      }
      throw failed("read the length of", path, e);
    }
  }

  @Override
  public byte[] read(String path, long offset, int max) throws IOException {
    if (max == 0) {
      return new byte[0]; // HTTP has no empty range.
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      blob(path)
          .downloadStreamWithResponse(
              bytes, new BlobRange(offset, (long) max), null, null, false, null, null);
      return bytes.toByteArray();
    } catch (BlobStorageException e) {
      // 416: the offset is the end.
      if (e.getStatusCode() == 404 || e.getStatusCode() == 416) {
        return new byte[0];
      }
      throw failed("read", path, e);
    }
  }

  @Override
  public boolean append(String path, long expectedLength, byte[] bytes) throws IOException {
    try {
      if (expectedLength == 0) {
        createIfMissing(path);
      }
      long length = expectedLength;
      for (int from = 0, to; from < bytes.length; from = to) {
        to = endOfBlock(bytes, from);
        appendBlock(path, length, Arrays.copyOfRange(bytes, from, to));
        length += to - from;
      }
      return true;
    } catch (BlobStorageException e) {
      if (BlobErrorCode.APPEND_POSITION_CONDITION_NOT_MET.equals(e.getErrorCode())) {
        return false;
      }
      throw failed("append to", path, e);
    }
  }

  @Override
  public URI location(String path) {
    // The SDK's own URL escapes the slashes, which is right but not what people read.
    return URI.create(container.getBlobContainerUrl() + "/" + path);
  }

  /** At a line's end, so that a crash between two blocks leaves no cut line. */
  private static int endOfBlock(byte[] bytes, int from) {
    int limit = Math.min(bytes.length, from + MAX_BLOCK);
    int end = limit;
    while (end > from && bytes[end - 1] != '\n') {
      end--;
    }
    return end > from ? end : limit;
  }

  private void createIfMissing(String path) {
    container.createIfNotExists();
    try {
      blob(path)
          .createWithResponse(
              new AppendBlobCreateOptions()
                  .setHeaders(new BlobHttpHeaders().setContentType("text/plain; charset=utf-8"))
                  .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
              null,
              null);
    } catch (BlobStorageException e) {
      if (!BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode())) {
        throw e;
      }
    }
  }

  private void appendBlock(String path, long position, byte[] block) {
    AppendBlobRequestConditions unchanged = new AppendBlobRequestConditions();
    unchanged.setAppendPosition(position);
    blob(path)
        .appendBlockWithResponse(
            new AppendBlobAppendBlockOptions(BinaryData.fromBytes(block))
                .setRequestConditions(unchanged),
            null,
            null);
  }

  private AppendBlobClient blob(String path) {
    return container.getBlobClient(path).getAppendBlobClient();
  }

  private static IOException failed(String what, String path, BlobStorageException e) {
    return new IOException(
        "Tried to "
            + what
            + " the log "
            + path
            + " in Blob storage, but the storage answered "
            + e.getStatusCode()
            + " "
            + e.getErrorCode(),
        e);
  }
}
