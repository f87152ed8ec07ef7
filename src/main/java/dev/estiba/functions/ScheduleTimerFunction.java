package dev.estiba.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.schedule.Scheduler;
import java.io.IOException;
import java.time.InstantSource;

/** Every five seconds, starts what schedules say is due. */
public final class ScheduleTimerFunction {

  private final Services services;

  public ScheduleTimerFunction(Services services) {
    this.services = services;
  }

  @FunctionName("StartDueSchedules")
  public void startDueSchedules(
      @TimerTrigger(name = "timer", schedule = "*/5 * * * * *") String timer,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext)
      throws IOException {
    try (DurableTaskClient client = durableContext.getClient()) {
      new Scheduler(
              services.schedules(), new LaunchedRuns(client, services), InstantSource.system())
          .startDue();
    }
  }
}
