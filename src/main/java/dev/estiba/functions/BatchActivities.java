package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.CloseBatch;
import dev.estiba.activity.InspectBatch;
import dev.estiba.activity.OpenBatch;
import dev.estiba.activity.StopBatch;
import dev.estiba.activity.TakeItems;
import dev.estiba.document.Json;
import java.time.InstantSource;

/** The entry points of the activities of batches: JSON in, JSON out. */
public final class BatchActivities {

  private final Services services;

  public BatchActivities(Services services) {
    this.services = services;
  }

  @FunctionName(OpenBatch.NAME)
  public String openBatch(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new OpenBatch(services.batches(), InstantSource.system())
            .run(Json.read(input, OpenBatch.Input.class)));
  }

  @FunctionName(TakeItems.NAME)
  public String takeItems(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new TakeItems(services.batches(), InstantSource.system())
            .run(Json.read(input, TakeItems.Input.class)));
  }

  @FunctionName(InspectBatch.NAME)
  public String inspectBatch(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new InspectBatch(services.batches(), InstantSource.system())
            .run(Json.read(input, BatchRef.class)));
  }

  @FunctionName(CloseBatch.NAME)
  public String closeBatch(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new CloseBatch(services.batches(), InstantSource.system())
            .run(Json.read(input, BatchRef.class)));
  }

  /** Has the tasks cancelled that the batch runs. */
  @FunctionName(StopBatch.NAME)
  public String stopBatch(
      @DurableActivityTrigger(name = "input") String input,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    StopBatch.Running running =
        new StopBatch(services.batches()).run(Json.read(input, StopBatch.Input.class));
    String by = running.stop().by();
    JsonNode data = Cancels.data(running.stop().reason().message(), by == null ? "" : by);
    try (DurableTaskClient client = durableContext.getClient()) {
      running.taskIds().forEach(id -> Cancels.tryRaise(client, id, data));
    }
    return Json.write(new StopBatch.Outcome(running.items()));
  }
}
