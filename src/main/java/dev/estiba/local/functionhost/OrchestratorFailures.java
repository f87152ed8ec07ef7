package dev.estiba.local.functionhost;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorActionOrBuilder;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Puts the exception that an orchestrator threw into its failed response. The SDK's middleware
 * replaces it by "Unexpected failure in the task execution" (durabletask-java issue 200).
 */
final class OrchestratorFailures {

  private OrchestratorFailures() {}

  static boolean isFailed(OrchestratorResponse response) {
    return response.getActionsList().stream().anyMatch(OrchestratorFailures::hasFailed);
  }

  static OrchestratorResponse revealed(OrchestratorResponse response, Throwable thrown) {
    OrchestratorResponse.Builder revealed = response.toBuilder();
    for (OrchestratorAction.Builder action : revealed.getActionsBuilderList()) {
      if (hasFailed(action)) {
        CompleteOrchestrationAction.Builder complete = action.getCompleteOrchestrationBuilder();
        complete.setFailureDetails(details(thrown, complete.getFailureDetails()));
      }
    }
    return revealed.build();
  }

  private static boolean hasFailed(OrchestratorActionOrBuilder action) {
    return action.hasCompleteOrchestration()
        && action.getCompleteOrchestration().getOrchestrationStatus()
            == OrchestrationStatus.ORCHESTRATION_STATUS_FAILED;
  }

  private static TaskFailureDetails details(Throwable thrown, TaskFailureDetails original) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    String message = thrown.getMessage();
    return original.toBuilder()
        .setErrorType(thrown.getClass().getName())
        .setErrorMessage(message == null ? "" : message)
        .setStackTrace(StringValue.of(stack.toString()))
        .build();
  }
}
