package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import dev.estiba.orchestration.CloseContainerGroup;
import dev.estiba.orchestration.NotifyCompletion;
import dev.estiba.orchestration.RunBatch;
import dev.estiba.orchestration.RunBatchLane;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.orchestration.RunTask;
import dev.estiba.orchestration.WatchContainerGroup;

/** The entry points of orchestrations. */
public final class Orchestrators {

  public Orchestrators(Services services) {
    // Orchestrators are deterministic: they use no service.
  }

  @FunctionName(RunTask.NAME)
  public JsonNode runTask(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return RunTask.run(context);
  }

  @FunctionName(WatchContainerGroup.NAME)
  public JsonNode watchContainerGroup(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return WatchContainerGroup.run(context);
  }

  @FunctionName(CloseContainerGroup.NAME)
  public JsonNode closeContainerGroup(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return CloseContainerGroup.run(context);
  }

  @FunctionName(RunBatch.NAME)
  public JsonNode runBatch(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return RunBatch.run(context);
  }

  @FunctionName(RunBatchLane.NAME)
  public JsonNode runBatchLane(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return RunBatchLane.run(context);
  }

  @FunctionName(RunPipeline.NAME)
  public JsonNode runPipeline(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return RunPipeline.run(context);
  }

  @FunctionName(NotifyCompletion.NAME)
  public JsonNode notifyCompletion(
      @DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
    return NotifyCompletion.run(context);
  }
}
