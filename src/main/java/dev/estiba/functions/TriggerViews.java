package dev.estiba.functions;

import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.TriggerView;
import dev.estiba.pipeline.DocumentKind;

/** Tells what a trigger is and has done. */
final class TriggerViews {

  private final LaunchedRuns runs;

  TriggerViews(LaunchedRuns runs) {
    this.runs = runs;
  }

  /** In the list of all of them: without what has to be looked up elsewhere. */
  static TriggerView summary(String name, TriggerRecord trigger) {
    return TriggerView.of(name, trigger).with(trigger.runs().stream().limit(1).toList());
  }

  TriggerView view(String name, TriggerRecord trigger) {
    return TriggerView.of(name, trigger)
        .with(Secrets.hidden(trigger.definition().deepCopy()))
        .with(trigger.runs().stream().map(this::now).toList());
  }

  private TriggerRun now(TriggerRun run) {
    return run.state() == TriggerRun.State.Refused
        ? run
        : run.withNow(runs.state(run.instanceId()).orElse(null));
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
