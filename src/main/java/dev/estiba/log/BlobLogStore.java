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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs as append blobs of one Blob container. Each append names the length that it continues, so
 * that of two writers one is told to look again. A blob takes a limited number of appends; after
 * them a log goes on in another blob, named as the first with {@code .1}, {@code .2} and so on, and
 * offsets count through all of them. Errors of the storage are {@link IOException}s.
 */
public final class BlobLogStore implements LogStore {

  /** Azure's limit for an append blob. */
  private static final int MAX_APPENDS = 50_000;

  private final BlobContainerClient container;
  private final int maxAppends;

  /** The lengths of blobs that take no more appends, by their names. */
  private final Map<String, Long> full = new ConcurrentHashMap<>();

  public BlobLogStore(BlobContainerClient container) {
    this(container, MAX_APPENDS);
  }

  BlobLogStore(BlobContainerClient container, int maxAppends) {
    this.container = container;
    this.maxAppends = maxAppends;
  }

  /**
   * The blob of a log that takes its appends.
   *
   * @param start the offset of its first byte in the log
   */
  private record Newest(String name, long start, long size) {

    long length() {
      return start + size;
    }
  }

  @Override
  public long length(String path) throws IOException {
    try {
      return newest(path).length();
    } catch (BlobStorageException e) {
      throw failed("read the length of", path, e);
    }
  }

  @Override
  public byte[] read(String path, long offset, int max) throws IOException {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      long from = offset;
      int number = 0;
      while (bytes.size() < max) {
        String name = name(path, number);
        int before = bytes.size();
        boolean mayGoOn = download(name, from, max - before, bytes);
        from += bytes.size() - before;
        Long size = mayGoOn && bytes.size() < max ? fullSize(name) : null;
        if (size == null) {
          break;
        }
        // It may have grown to its end just now: then there is more in it.
        if (from >= size) {
          from -= size;
          number++;
        }
      }
      return bytes.toByteArray();
    } catch (BlobStorageException e) {
      throw failed("read", path, e);
    }
  }

  @Override
  public boolean append(String path, long expectedLength, byte[] bytes) throws IOException {
    try {
      Newest newest = newest(path);
      if (newest.length() != expectedLength) {
        return false;
      }
      if (newest.size() == 0) {
        createIfMissing(newest.name());
      }
      appendBlock(newest.name(), newest.size(), bytes);
      return true;
    } catch (BlobStorageException e) {
      if (BlobErrorCode.APPEND_POSITION_CONDITION_NOT_MET.equals(e.getErrorCode())) {
        return false;
      }
      throw failed("append to", path, e);
    }
  }

  /** Of a log in several blobs, the first. */
  @Override
  public URI location(String path) {
    // The SDK's own URL escapes the slashes, which is right but not what people read.
    return URI.create(container.getBlobContainerUrl() + "/" + path);
  }

  private static String name(String path, int number) {
    return number == 0 ? path : path + "." + number;
  }

  private Newest newest(String path) {
    long start = 0;
    for (int number = 0; ; number++) {
      String name = name(path, number);
      Long size = full.get(name);
      if (size == null) {
        Look look = look(name);
        if (!look.isFull()) {
          return new Newest(name, start, look.size());
        }
        size = look.size();
      }
      start += size;
    }
  }

  private record Look(long size, boolean isFull) {}

  private Look look(String name) {
    try {
      var properties = blob(name).getProperties();
      Integer appends = properties.getCommittedBlockCount();
      Look look = new Look(properties.getBlobSize(), appends != null && appends >= maxAppends);
      if (look.isFull()) {
        full.put(name, look.size());
      }
      return look;
    } catch (BlobStorageException e) {
      if (e.getStatusCode() == 404) {
        return new Look(0, false);
      }
      throw e;
    }
  }

  /** Null if it may still grow, or is not there. */
  private @Nullable Long fullSize(String name) {
    Long size = full.get(name);
    if (size != null) {
      return size;
    }
    Look look = look(name);
    return look.isFull() ? look.size() : null;
  }

  /** Returns false if the log surely has no other blob after this one. */
  private boolean download(String name, long from, int max, ByteArrayOutputStream to) {
    Long size = full.get(name);
    if (size != null && from >= size) {
      return true;
    }
    try {
      Integer appends =
          blob(name)
              .downloadStreamWithResponse(
                  to, new BlobRange(from, (long) max), null, null, false, null, null)
              .getDeserializedHeaders()
              .getBlobCommittedBlockCount();
      return appends == null || appends >= maxAppends;
    } catch (BlobStorageException e) {
      if (e.getStatusCode() == 404) {
        return false;
      }
      // The offset is the end.
      if (e.getStatusCode() == 416) {
        return true;
      }
      throw e;
    }
  }

  private void createIfMissing(String name) {
    container.createIfNotExists();
    try {
      blob(name)
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

  private void appendBlock(String name, long position, byte[] block) {
    AppendBlobRequestConditions unchanged = new AppendBlobRequestConditions();
    unchanged.setAppendPosition(position);
    blob(name)
        .appendBlockWithResponse(
            new AppendBlobAppendBlockOptions(BinaryData.fromBytes(block))
                .setRequestConditions(unchanged),
            null,
            null);
  }

  private AppendBlobClient blob(String name) {
    return container.getBlobClient(name).getAppendBlobClient();
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
