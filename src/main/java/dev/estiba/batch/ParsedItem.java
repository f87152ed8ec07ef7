package dev.estiba.batch;

import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import java.util.List;

/** What became of the template with one item in it: a task, or everything that is wrong with it. */
public sealed interface ParsedItem {

  record Valid(ContainerTask task) implements ParsedItem {}

  /** Never empty. Their places are below {@code /task}. */
  record Invalid(List<Problem> problems) implements ParsedItem {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
