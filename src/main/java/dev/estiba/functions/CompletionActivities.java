package dev.estiba.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import dev.estiba.activity.DeliverCompletion;
import dev.estiba.document.Json;

/** The entry points of the activities that tell of ends: JSON in, JSON out. */
public final class CompletionActivities {

  private final Services services;

  public CompletionActivities(Services services) {
    this.services = services;
  }

  @FunctionName(DeliverCompletion.NAME)
  public String deliverCompletion(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new DeliverCompletion(
                services.webhookSender(),
                services.queueSender(),
                services.secretResolver(),
                services.settings().app())
            .run(Json.read(input, DeliverCompletion.Input.class)));
  }
}
