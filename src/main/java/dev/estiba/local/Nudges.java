package dev.estiba.local;

import dev.estiba.functions.EstibaFunctions;
import dev.estiba.local.azure.ContainerNewsListener;
import dev.estiba.local.taskhub.TaskHubClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the orchestrations of tasks that their container runs or has ended, so that they look at it
 * at once and not only when their next look is due. One that is lost costs nothing but that wait.
 */
final class Nudges implements ContainerNewsListener {

  private static final Logger log = LoggerFactory.getLogger(Nudges.class);

  private volatile @Nullable TaskHubClient taskHub;

  /** From now on there is somebody to tell. */
  void connect(TaskHubClient client) {
    taskHub = client;
  }

  @Override
  public void changed(String group, String container, Map<String, String> tags) {
    TaskHubClient client = taskHub;
    if (client != null) {
      EstibaFunctions.instanceOf(group, container, tags).ifPresent(id -> nudge(client, id));
    }
  }

  private static void nudge(TaskHubClient client, String instanceId) {
    try {
      client.raiseEvent(instanceId, EstibaFunctions.NUDGE_EVENT, "null");
    } catch (RuntimeException e) {
      // The instance may be gone, or the hub closed: it was a hint.
      log.debug("Instance {} not nudged", instanceId, e);
    }
  }
}
