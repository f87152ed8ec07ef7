package dev.estiba.task;

import dev.estiba.document.Problem;
import java.util.List;

/** What became of a request: a task, or everything that is wrong with it. */
public sealed interface ParsedTask {

  record Valid(ContainerTask task) implements ParsedTask {}

  /** Never empty. */
  record Invalid(List<Problem> problems) implements ParsedTask {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
