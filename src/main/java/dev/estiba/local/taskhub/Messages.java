package dev.estiba.local.taskhub;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationState;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstanceFilter;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between the messages of the gRPC endpoint and the types of the client. */
final class Messages {

  private static final int DEFAULT_PAGE = 100;

  private Messages() {}

  static @Nullable String orNull(boolean present, StringValue value) {
    return present ? value.getValue() : null;
  }

  static @Nullable Instant orNull(boolean present, Timestamp value) {
    return present ? Instant.ofEpochSecond(value.getSeconds(), value.getNanos()) : null;
  }

  static GetInstanceResponse response(Optional<InstanceState> state, boolean withPayloads) {
    GetInstanceResponse.Builder response = GetInstanceResponse.newBuilder();
    state.ifPresent(
        found -> response.setExists(true).setOrchestrationState(toMessage(found, withPayloads)));
    return response.build();
  }

  static OrchestrationState toMessage(InstanceState state, boolean withPayloads) {
    OrchestrationState.Builder message =
        OrchestrationState.newBuilder()
            .setInstanceId(state.instanceId())
            .setName(state.name())
            .setOrchestrationStatus(toMessage(state.status()))
            .setCreatedTimestamp(Events.timestamp(state.createdAt().toEpochMilli()))
            .setLastUpdatedTimestamp(Events.timestamp(state.lastUpdatedAt().toEpochMilli()));
    if (withPayloads && state.input() != null) {
      message.setInput(Events.text(state.input()));
    }
    if (withPayloads && state.output() != null) {
      message.setOutput(Events.text(state.output()));
    }
    if (state.customStatus() != null) {
      message.setCustomStatus(Events.text(state.customStatus()));
    }
    if (state.failure() != null) {
      message.setFailureDetails(toMessage(state.failure()));
    }
    return message.build();
  }

  private static TaskFailureDetails toMessage(InstanceState.Failure failure) {
    TaskFailureDetails.Builder message =
        TaskFailureDetails.newBuilder()
            .setErrorType(failure.errorType())
            .setErrorMessage(failure.errorMessage());
    if (failure.stackTrace() != null) {
      message.setStackTrace(Events.text(failure.stackTrace()));
    }
    return message.build();
  }

  private static OrchestrationStatus toMessage(RuntimeStatus status) {
    return switch (status) {
      case PENDING -> OrchestrationStatus.ORCHESTRATION_STATUS_PENDING;
      case RUNNING -> OrchestrationStatus.ORCHESTRATION_STATUS_RUNNING;
      case SUSPENDED -> OrchestrationStatus.ORCHESTRATION_STATUS_SUSPENDED;
      case COMPLETED -> OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED;
      case FAILED -> OrchestrationStatus.ORCHESTRATION_STATUS_FAILED;
      case TERMINATED -> OrchestrationStatus.ORCHESTRATION_STATUS_TERMINATED;
    };
  }

  /** The statuses asked for that an instance here can have; empty if all, or none of those. */
  static Set<RuntimeStatus> toStatuses(List<OrchestrationStatus> messages) {
    Set<RuntimeStatus> statuses = EnumSet.noneOf(RuntimeStatus.class);
    for (RuntimeStatus status : RuntimeStatus.values()) {
      if (messages.contains(toMessage(status))) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  static InstanceQuery toQuery(
      com.microsoft.durabletask.implementation.protobuf.OrchestratorService.InstanceQuery message) {
    return new InstanceQuery(
        toStatuses(message.getRuntimeStatusList()),
        orNull(message.hasInstanceIdPrefix(), message.getInstanceIdPrefix()),
        orNull(message.hasCreatedTimeFrom(), message.getCreatedTimeFrom()),
        orNull(message.hasCreatedTimeTo(), message.getCreatedTimeTo()),
        message.getMaxInstanceCount() > 0 ? message.getMaxInstanceCount() : DEFAULT_PAGE,
        emptyToNull(message.getContinuationToken().getValue()),
        message.getFetchInputsAndOutputs());
  }

  static InstanceQuery toQuery(PurgeInstanceFilter filter) {
    return new InstanceQuery(
        toStatuses(filter.getRuntimeStatusList()),
        null,
        orNull(filter.hasCreatedTimeFrom(), filter.getCreatedTimeFrom()),
        orNull(filter.hasCreatedTimeTo(), filter.getCreatedTimeTo()),
        DEFAULT_PAGE,
        null,
        false);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
