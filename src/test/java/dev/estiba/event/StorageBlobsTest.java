package dev.estiba.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StorageBlobsTest {

  /** Nobody listens on that port. */
  private static final BlobServiceClient NOBODY =
      new BlobServiceClientBuilder()
          .connectionString(
              "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;"
                  + "BlobEndpoint=http://127.0.0.1:1/a;")
          .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, 5, null, null, null))
          .buildClient();

  @Test
  void a_storage_that_cannot_be_reached_is_an_io_error() {
    WatchedBlobs blobs = new StorageBlobs(NOBODY);
    BlobPath path = BlobPath.of("reports/in");

    assertThatThrownBy(() -> blobs.now(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reports/in");
    assertThatThrownBy(() -> blobs.list(path, Instant.EPOCH))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reports/in");
  }
}
