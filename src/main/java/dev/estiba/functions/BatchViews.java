package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.estiba.activity.Batches;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.BatchProgress;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.BatchView;
import dev.estiba.document.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from the newest round of a batch what the batch is doing. */
final class BatchViews {

  private BatchViews() {}

  static BatchView view(BatchRounds.Round newest, Batches batches, DurableTaskClient client) {
    BatchView view = view(newest, batches);
    return view.with(
        Notifications.of(
            client, newest.instance(), newest.input().batch().onCompletion(), view.state()));
  }

  /** Without who is told of its end. */
  static BatchView view(BatchRounds.Round newest, Batches batches) {
    OrchestrationMetadata instance = newest.instance();
    Optional<BatchLedger> ledger = batches.ledger(newest.ref());
    BatchResult result = result(instance).orElse(null);
    Batch batch = newest.input().batch();
    return new BatchView(
        newest.ref().batchId(),
        batch.name(),
        state(instance, ledger, result),
        instance.getCreatedAt(),
        instance.isCompleted(),
        ledger.map(found -> BatchProgress.of(found, Instant.now())).orElse(null),
        result,
        Secrets.hidden(Json.toTree(batch)),
        List.of());
  }

  static Optional<BatchResult> result(OrchestrationMetadata instance) {
    return instance.getRuntimeStatus() == OrchestrationRuntimeStatus.COMPLETED
        ? Optional.of(Json.read(instance.getSerializedOutput(), BatchResult.class))
        : Optional.empty();
  }

  private static String state(
      OrchestrationMetadata instance, Optional<BatchLedger> ledger, @Nullable BatchResult result) {
    if (result != null) {
      return result.state().displayName();
    }
    return switch (instance.getRuntimeStatus()) {
      case PENDING -> "Pending";
      case SUSPENDED -> "Suspended";
      case TERMINATED -> "Terminated";
      case FAILED -> "Failed";
      default -> ledger.filter(found -> found.stop() != null).isPresent() ? "Stopping" : "Running";
    };
  }
}
