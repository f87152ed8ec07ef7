package dev.estiba.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.activity.CancelInstances;
import dev.estiba.activity.CheckItems;
import dev.estiba.batch.Batch;
import dev.estiba.document.Json;

/** The entry points of the activities of pipelines: JSON in, JSON out. */
public final class PipelineActivities {

  public PipelineActivities(Services services) {
    // They need none.
  }

  /** Whether every item of a batch that was filled only now has a valid task. */
  @FunctionName(CheckItems.NAME)
  public String checkItems(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(CheckItems.run(Json.read(input, Batch.class)));
  }

  /** Returns how many were asked to end. */
  @FunctionName(CancelInstances.NAME)
  public String cancelInstances(
      @DurableActivityTrigger(name = "input") String input,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    CancelInstances.Input cancel = Json.read(input, CancelInstances.Input.class);
    ObjectNode data =
        Json.object()
            .put("reason", cancel.reason())
            .put("by", cancel.by())
            .put("force", cancel.force());
    try (DurableTaskClient client = durableContext.getClient()) {
      cancel.instanceIds().forEach(id -> Cancels.tryRaise(client, id, data));
    }
    return Json.write(cancel.instanceIds().size());
  }
}
