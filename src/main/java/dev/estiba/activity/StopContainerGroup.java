package dev.estiba.activity;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroupId;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.task.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a task's containers to end. Their logs are kept first: Azure has less of them once they are
 * stopped.
 */
public final class StopContainerGroup {

  public static final String NAME = "StopContainerGroup";

  /**
   * Whose.
   *
   * @param others the names of its containers beside its own
   */
  public record Input(TaskRef ref, List<String> others) {

    public Input {
      others = List.copyOf(others);
    }
  }

  /**
   * What Azure answered.
   *
   * @param failure null where it stops them, or there are none
   */
  public record Outcome(@Nullable Reason failure) {}

  private final ContainerGroups groups;
  private final LogCollector logs;
  private final String app;

  public StopContainerGroup(ContainerGroups groups, LogCollector logs, String app) {
    this.groups = groups;
    this.logs = logs;
    this.app = app;
  }

  public Outcome run(Input input) {
    TaskRef ref = input.ref();
    Answer<ContainerGroup> found = groups.get(ref.groupId());
    if (!(found instanceof Answer.Ok<ContainerGroup> ok) || !Groups.isOurs(ok.value(), app, ref)) {
      return new Outcome(found instanceof Answer.Failed<?> f ? f.failure().toReason() : null);
    }
    logs.collect(ref, false);
    input.others().forEach(container -> logs.collect(ref, container, false));
    Answer<ContainerGroupId> stopped = groups.stop(ref.groupId());
    return new Outcome(
        stopped instanceof Answer.Failed<?> failed ? failed.failure().toReason() : null);
  }
}
