package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.estiba.document.Json;
import dev.estiba.orchestration.NotificationIds;
import dev.estiba.orchestration.NotifyCompletion;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.NotificationStatus;
import dev.estiba.task.NotificationView;
import java.util.ArrayList;
import java.util.List;

/** Tells how far it is to tell others of an end. */
final class Notifications {

  private Notifications() {}

  /**
   * A view of each who is told of this end.
   *
   * @param ended the orchestration whose result says so
   * @param state how that ended, such as {@code TimedOut}
   */
  static List<NotificationView> of(
      DurableTaskClient client,
      OrchestrationMetadata ended,
      List<CompletionHook> hooks,
      String state) {
    List<NotificationView> views = new ArrayList<>();
    if (ended.getRuntimeStatus() != OrchestrationRuntimeStatus.COMPLETED) {
      return views;
    }
    for (int index = 0; index < hooks.size(); index++) {
      if (hooks.get(index).isFor(state)) {
        views.add(
            NotificationView.of(
                hooks.get(index),
                status(client, NotificationIds.of(ended.getInstanceId(), index))));
      }
    }
    return views;
  }

  private static NotificationStatus status(DurableTaskClient client, String instanceId) {
    return Instances.find(client, instanceId, NotifyCompletion.NAME)
        .map(Notifications::status)
        .orElse(NotificationStatus.NEW);
  }

  private static NotificationStatus status(OrchestrationMetadata instance) {
    JsonNode shown = instance.readCustomStatusAs(JsonNode.class);
    NotificationStatus status =
        shown == null || !shown.isObject()
            ? NotificationStatus.NEW
            : Json.fromTree(shown, NotificationStatus.class);
    // Somebody may have terminated it.
    return instance.isCompleted() && status.state() == NotificationStatus.State.TRYING
        ? new NotificationStatus(
            NotificationStatus.State.GAVE_UP, status.tries(), status.lastError(), null)
        : status;
  }
}
