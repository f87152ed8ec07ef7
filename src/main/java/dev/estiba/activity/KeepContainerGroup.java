package dev.estiba.activity;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroups;
import java.time.Instant;

/**
 * Lets a task's group outlive it for a while: its tags say until when, and it is stopped, so that
 * it costs nothing.
 */
public final class KeepContainerGroup {

  public static final String NAME = "KeepContainerGroup";

  public record Input(TaskRef ref, Instant until) {}

  /**
   * What was reached.
   *
   * @param kept whether the group is there, stopped, and says until when
   */
  public record Outcome(boolean kept) {}

  private final ContainerGroups groups;
  private final String app;

  public KeepContainerGroup(ContainerGroups groups, String app) {
    this.groups = groups;
    this.app = app;
  }

  public Outcome run(Input input) {
    TaskRef ref = input.ref();
    Answer<ContainerGroup> found = groups.get(ref.groupId());
    boolean kept =
        found instanceof Answer.Ok<ContainerGroup> ok
            && Groups.isOurs(ok.value(), app, ref)
            // In this order: what says that it is kept must not run, and cost, for all that time.
            && groups.stop(ref.groupId()) instanceof Answer.Ok
            && groups.keep(ref.groupId(), input.until()) instanceof Answer.Ok;
    return new Outcome(kept);
  }
}
