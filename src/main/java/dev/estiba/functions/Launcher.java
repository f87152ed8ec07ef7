package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.launch.Launch;
import dev.estiba.orchestration.RunBatch;
import dev.estiba.orchestration.RunBatchInput;
import dev.estiba.orchestration.RunDefaults;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.orchestration.RunPipelineInput;
import dev.estiba.orchestration.RunTask;

/** Starts what starts by itself: its secrets are sealed already. */
final class Launcher implements TriggerStart.Starter {

  private final DurableTaskClient client;
  private final RunDefaults defaults;

  Launcher(DurableTaskClient client, Services services) {
    this.client = client;
    this.defaults = services.settings().runDefaults();
  }

  /**
   * Starts it, unless there is an instance of that id: the same start came before then.
   *
   * @param launch which is valid
   * @param secretsOwner for whom its secrets were sealed
   * @return false if there was one
   */
  @Override
  public boolean start(Launch launch, String instanceId, String secretsOwner) {
    // Azure's storage would replace an instance that has ended.
    return !isThere(instanceId)
        && Instances.start(client, orchestrator(launch), instanceId, input(launch, secretsOwner));
  }

  @Override
  public boolean isThere(String instanceId) {
    return Instances.find(client, instanceId).isPresent();
  }

  private static String orchestrator(Launch launch) {
    return launch instanceof Launch.OfTask
        ? RunTask.NAME
        : launch instanceof Launch.OfBatch ? RunBatch.NAME : RunPipeline.NAME;
  }

  private Object input(Launch launch, String secretsOwner) {
    if (launch instanceof Launch.OfTask task) {
      return defaults.input(task.task(), secretsOwner, null);
    }
    if (launch instanceof Launch.OfBatch batch) {
      return new RunBatchInput(batch.batch(), null, 1, defaults, secretsOwner, null);
    }
    if (launch instanceof Launch.OfPipeline pipeline) {
      return RunPipelineInput.first(pipeline.pipeline(), defaults, secretsOwner, null);
    }
    throw new IllegalArgumentException("Nothing to start: " + launch);
  }
}
