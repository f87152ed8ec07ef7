package dev.estiba.activity;

import java.util.List;

/** Has tasks, batches and pipelines cancelled that an orchestration has started. */
public final class CancelInstances {

  public static final String NAME = "CancelInstances";

  /**
   * What is to be cancelled. One that has ended, or has not begun yet, misses it.
   *
   * @param by blank for nobody in particular
   * @param force whether steps of nested pipelines are cancelled too that run in any case
   */
  public record Input(List<String> instanceIds, String reason, String by, boolean force) {

    public Input {
      instanceIds = List.copyOf(instanceIds);
    }
  }

  private CancelInstances() {}
}
