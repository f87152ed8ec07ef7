package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.TriggerView;
import dev.estiba.orchestration.RunTask;
import dev.estiba.pipeline.DocumentKind;
import java.util.Optional;

/** Tells what a trigger is and has done. */
final class TriggerViews {

  private final DurableTaskClient client;
  private final Services services;

  TriggerViews(DurableTaskClient client, Services services) {
    this.client = client;
    this.services = services;
  }

  /** In the list of all of them: without what has to be looked up elsewhere. */
  static TriggerView summary(String name, TriggerRecord trigger) {
    return TriggerView.of(name, trigger).with(trigger.runs().stream().limit(1).toList());
  }

  TriggerView view(String name, TriggerRecord trigger) {
    TriggerView view = TriggerView.of(name, trigger);
    return view.with(Secrets.hidden(trigger.definition().deepCopy()))
        .with(trigger.runs().stream().map(run -> now(view.kind(), run)).toList());
  }

  /**
   * The kind is that of the definition: what an earlier one started is of another, and has no state
   * here.
   */
  private TriggerRun now(DocumentKind kind, TriggerRun run) {
    return run.state() == TriggerRun.State.Refused
        ? run
        : run.withNow(state(kind, run.instanceId()).orElse(null));
  }

  private Optional<String> state(DocumentKind kind, String id) {
    return switch (kind) {
      case TASK -> Instances.find(client, id, RunTask.NAME).map(TriggerViews::taskState);
      case BATCH ->
          BatchRounds.newest(client, id)
              .map(round -> BatchViews.view(round, services.batches()).state());
      case PIPELINE ->
          PipelineRounds.newest(client, id).map(round -> PipelineViews.view(round).state());
    };
  }

  private static String taskState(OrchestrationMetadata task) {
    return TaskViews.view(task).state();
  }

  /** Where it can be seen. */
  static String path(DocumentKind kind, String id) {
    return switch (kind) {
      case TASK -> "/api/tasks/" + id;
      case BATCH -> "/api/batches/" + id;
      case PIPELINE -> "/api/pipelines/" + id;
    };
  }
}
