package dev.estiba.local.functionhost.storage;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.queue.models.QueueStorageException;

/** What went wrong when a storage was asked, and what can be done about it. */
final class StorageErrors {

  private StorageErrors() {}

  static boolean isMissingQueue(RuntimeException e) {
    return e instanceof QueueStorageException refused
        && (code(refused).equals("QueueNotFound") || code(refused).equals("QueueBeingDeleted"));
  }

  static boolean isMissingContainer(RuntimeException e) {
    return e instanceof BlobStorageException refused && code(refused).equals("ContainerNotFound");
  }

  static boolean isMissingBlob(RuntimeException e) {
    return e instanceof BlobStorageException refused && refused.getStatusCode() == 404;
  }

  /** Somebody else has the message now, or had it and has deleted it. */
  static boolean isLostMessage(RuntimeException e) {
    return e instanceof QueueStorageException refused
        && (code(refused).equals("MessageNotFound") || code(refused).equals("PopReceiptMismatch"));
  }

  private static String code(QueueStorageException e) {
    return String.valueOf(e.getErrorCode());
  }

  private static String code(BlobStorageException e) {
    return String.valueOf(e.getErrorCode());
  }

  /** In one sentence, without the stack of the SDK's wrappings. */
  static String told(RuntimeException e, String setting) {
    if (e instanceof HttpResponseException refused && refused.getResponse() != null) {
      return "the storage answered "
          + refused.getResponse().getStatusCode()
          + " "
          + codeOf(refused)
          + ". Check the key or the roles of app setting '"
          + setting
          + "'.";
    }
    if (e instanceof ClientAuthenticationException) {
      return "there is no identity to sign in with ("
          + e.getMessage()
          + "). Sign in with 'az login', or set app setting '"
          + setting
          + "' to a connection string.";
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return "the storage cannot be reached ("
        + root.getClass().getSimpleName()
        + (root.getMessage() == null ? "" : ": " + root.getMessage())
        + "). Start Azurite if app setting '"
        + setting
        + "' means it, or correct the setting.";
  }

  private static String codeOf(HttpResponseException e) {
    if (e instanceof QueueStorageException queue) {
      return code(queue);
    }
    return e instanceof BlobStorageException blob ? code(blob) : "";
  }
}
