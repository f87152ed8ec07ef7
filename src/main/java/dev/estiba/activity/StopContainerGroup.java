package dev.estiba.activity;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroupId;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.task.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Asks a task's containers to end. Their log is kept first: Azure has less of it once they are
 * stopped.
 */
public final class StopContainerGroup {

  public static final String NAME = "StopContainerGroup";

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

  public Outcome run(TaskRef ref) {
    Answer<ContainerGroup> found = groups.get(ref.groupId());
    if (!(found instanceof Answer.Ok<ContainerGroup> ok) || !Groups.isOurs(ok.value(), app, ref)) {
      return new Outcome(found instanceof Answer.Failed<?> f ? f.failure().toReason() : null);
    }
    logs.collect(ref, false);
    Answer<ContainerGroupId> stopped = groups.stop(ref.groupId());
    return new Outcome(
        stopped instanceof Answer.Failed<?> failed ? failed.failure().toReason() : null);
  }
}
