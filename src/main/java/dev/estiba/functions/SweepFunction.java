package dev.estiba.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.activity.SweepBatches;
import dev.estiba.activity.SweepContainerGroups;
import dev.estiba.activity.SweepContainerGroups.Now;
import dev.estiba.orchestration.RunTask;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Every minute, deletes container groups whose task is over, and stops batches that are. */
public final class SweepFunction {

  private static final int FIRST_ATTEMPT = 1;

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
      new SweepContainerGroups(
              services.containerGroups(),
              settings.app(),
              settings.resourceGroup(),
              services.governor(),
              InstantSource.system())
          .run(id -> now(client, id));
      new SweepBatches(services.batches()).run(new Orchestrations(client));
    }
  }

  /** As the sweep of batches sees them. */
  private record Orchestrations(DurableTaskClient client) implements SweepBatches.Instances {

    @Override
    public boolean isGoing(String instanceId) {
      return Instances.find(client, instanceId).filter(found -> !found.isCompleted()).isPresent();
    }

    @Override
    public void cancel(List<String> taskIds, String why) {
      taskIds.forEach(id -> Cancels.tryRaise(client, id, Cancels.data(why, "")));
    }
  }

  private static Optional<Now> now(DurableTaskClient client, String instanceId) {
    return Instances.find(client, instanceId, RunTask.NAME)
        .filter(task -> !task.isCompleted())
        .map(
            task ->
                TaskViews.status(task)
                    .map(status -> new Now(status.attempt(), status.containerGroup()))
                    .orElse(new Now(FIRST_ATTEMPT, null)));
  }
}
