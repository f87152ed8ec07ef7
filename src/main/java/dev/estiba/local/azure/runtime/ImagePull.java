package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One pull of an image. Both futures fail with {@link ContainerRefusedException}. */
final class ImagePull extends ResultCallback.Adapter<PullResponseItem> {

  private static final long RESOLVE_SECONDS = 60;

  private final CompletableFuture<Void> resolved = new CompletableFuture<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile @Nullable ContainerRefusedException failure;

  /** Completes when the image is there. */
  CompletableFuture<Void> done() {
    return done;
  }

  /** Waits until the registry has said that there is such an image. */
  void awaitResolved() throws ContainerRefusedException, InterruptedException {
    try {
      resolved.get(RESOLVE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    } catch (TimeoutException e) {
      throw new ContainerRefusedException(
          ContainerRefusedException.Reason.REGISTRY_ERROR,
          "no answer within " + RESOLVE_SECONDS + " seconds");
    }
  }

  static ContainerRefusedException refusal(@Nullable Throwable error) {
    return error instanceof ContainerRefusedException refused ? refused : PullErrors.of(error);
  }

  /** Engines tell of layers only after they have the manifest. */
  @Override
  public void onNext(@Nullable PullResponseItem item) {
    if (item == null) {
      return;
    }
    ResponseItem.ErrorDetail error = item.getErrorDetail();
    if (error != null) {
      failure = PullErrors.of(Objects.requireNonNullElse(error.getMessage(), "unknown error"));
      return;
    }
    String status = Objects.requireNonNullElse(item.getStatus(), "");
    boolean tellsOfLayers = item.getId() != null && !item.getId().isEmpty();
    if (tellsOfLayers || status.startsWith("Pulling from")) {
      resolved.complete(null);
    }
  }

  /** Either this or {@link #onComplete} comes last. */
  @Override
  public void onError(Throwable error) {
    fail(PullErrors.of(error));
    super.onComplete();
  }

  @Override
  public void onComplete() {
    ContainerRefusedException failed = failure;
    if (failed == null) {
      resolved.complete(null);
      done.complete(null);
    } else {
      fail(failed);
    }
    super.onComplete();
  }

  private void fail(ContainerRefusedException refusal) {
    resolved.completeExceptionally(refusal);
    done.completeExceptionally(refusal);
  }
}
