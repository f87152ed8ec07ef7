package dev.estiba.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.activity.SweepContainerGroups;

/** Every minute, deletes container groups whose task is over. */
public final class SweepFunction {

  private final Services services;

  public SweepFunction(Services services) {
    this.services = services;
  }

  @FunctionName("SweepContainerGroups")
  public void sweepContainerGroups(
      @TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    try (DurableTaskClient client = durableContext.getClient()) {
      Settings settings = services.settings();
      new SweepContainerGroups(services.containerGroups(), settings.app(), settings.resourceGroup())
          .run(id -> Instances.find(client, id).filter(task -> !task.isCompleted()).isPresent());
    }
  }
}
