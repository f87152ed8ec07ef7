package dev.estiba.functions;

import dev.estiba.aci.Ownership;
import dev.estiba.orchestration.RunTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which classes hold Estiba's functions, for a host that does not find them by itself. */
public final class EstibaFunctions {

  /** External event that has a task's container looked at, once it is believed to have ended. */
  public static final String NUDGE_EVENT = RunTask.NUDGE_EVENT;

  /** The function that needs a storage: of {@code AzureWebJobsStorage}. */
  public static final String QUEUE_FUNCTION = RequestQueueFunction.NAME;

  private EstibaFunctions() {}

  /**
   * The orchestration instance whose task ends with a container.
   *
   * @param tags of its group
   * @return empty for a group that is no task's, and for a container that does not count
   */
  public static Optional<String> instanceOf(
      String group, String container, Map<String, String> tags) {
    return group.equals(container)
        ? Ownership.ofTags(tags).map(Ownership::instanceId)
        : Optional.empty();
  }

  public static List<Class<?>> classes() {
    return List.of(
        TaskFunctions.class,
        TaskDocumentFunctions.class,
        BatchFunctions.class,
        PipelineFunctions.class,
        ScheduleFunctions.class,
        ScheduleTimerFunction.class,
        CreateAciFunction.class,
        TriggerFunctions.class,
        EventFunctions.class,
        BlobWatchFunction.class,
        Orchestrators.class,
        Activities.class,
        BatchActivities.class,
        PipelineActivities.class,
        CompletionActivities.class,
        SweepFunction.class,
        RequestQueueFunction.class,
        RejectedFunctions.class);
  }
}
