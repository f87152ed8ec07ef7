package dev.estiba.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BlobDocumentStoreTest {

  /** Nobody listens on that port. */
  private static final BlobContainerClient NOBODY =
      new BlobContainerClientBuilder()
          .connectionString(
              "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;"
                  + "BlobEndpoint=http://127.0.0.1:1/a;")
          .containerName("state")
          .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, 5, null, null, null))
          .buildClient();

  @Test
  void a_storage_that_cannot_be_reached_is_an_io_error() {
    DocumentStore store = new BlobDocumentStore(NOBODY);

    assertIoError(() -> store.read("a"), "read the document a");
    assertIoError(() -> store.write("a", "{}", null), "write the document a");
    assertIoError(() -> store.delete("a", "1"), "delete the document a");
    assertIoError(() -> store.list("a/"), "list the document a/");
  }

  private static void assertIoError(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Tried to " + what + " in Blob storage, but ");
  }
}
