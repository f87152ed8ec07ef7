package dev.estiba.secret;

import dev.estiba.task.ContainerTask;

/** What became of a task whose secrets were to be read. */
public sealed interface ResolvedTask {

  /** The task with every secret as a literal: only for memory. */
  record Ready(ContainerTask task) implements ResolvedTask {}

  /** The first secret that could not be read. */
  record Failed(Resolved.Failed why) implements ResolvedTask {}
}
