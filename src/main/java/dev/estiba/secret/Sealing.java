package dev.estiba.secret;

import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import java.util.List;

/** What became of a task that was to be sealed. */
public sealed interface Sealing {

  /** The task without any literal secret. */
  record Done(ContainerTask task) implements Sealing {}

  /**
   * There is no key to seal with.
   *
   * @param problems one for each literal, with its place in the task; never empty
   */
  record Refused(List<Problem> problems) implements Sealing {

    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** The key cannot be read now. */
  record Failed(Resolved.Failed why) implements Sealing {}
}
