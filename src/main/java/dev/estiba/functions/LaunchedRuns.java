package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.launch.Launch;
import dev.estiba.orchestration.RunBatch;
import dev.estiba.orchestration.RunPipeline;
import dev.estiba.orchestration.RunTask;
import dev.estiba.schedule.Starter;
import java.util.Optional;

/** The tasks, batches and pipelines that start by themselves. */
final class LaunchedRuns implements Starter {

  private final DurableTaskClient client;
  private final Services services;

  LaunchedRuns(DurableTaskClient client, Services services) {
    this.client = client;
    this.services = services;
  }

  @Override
  public void start(Launch launch, String instanceId, String secretsOwner) {
    boolean unused = new Launcher(client, services).start(launch, instanceId, secretsOwner);
  }

  @Override
  public boolean isGoing(String instanceId) {
    return newest(instanceId).filter(instance -> !instance.isCompleted()).isPresent();
  }

  @Override
  public void cancel(String instanceId, String why) {
    newest(instanceId)
        .ifPresent(
            instance -> Cancels.tryRaise(client, instance.getInstanceId(), Cancels.data(why, "")));
  }

  /** In the words of its kind; empty if there is no such instance. */
  Optional<String> state(String instanceId) {
    return Instances.find(client, instanceId).flatMap(this::state);
  }

  private Optional<String> state(OrchestrationMetadata instance) {
    String id = instance.getInstanceId();
    return switch (instance.getName()) {
      case RunTask.NAME -> Optional.of(TaskViews.view(instance).state());
      case RunBatch.NAME ->
          BatchRounds.newest(client, id)
              .map(round -> BatchViews.view(round, services.batches()).state());
      case RunPipeline.NAME ->
          PipelineRounds.newest(client, id).map(round -> PipelineViews.view(round).state());
      default -> Optional.empty();
    };
  }

  /** With the retries of a batch and of a pipeline. */
  private Optional<OrchestrationMetadata> newest(String instanceId) {
    return Instances.find(client, instanceId)
        .flatMap(
            instance ->
                switch (instance.getName()) {
                  case RunBatch.NAME ->
                      BatchRounds.newest(client, instanceId).map(BatchRounds.Round::instance);
                  case RunPipeline.NAME ->
                      PipelineRounds.newest(client, instanceId).map(PipelineRounds.Round::instance);
                  default -> Optional.of(instance);
                });
  }
}
