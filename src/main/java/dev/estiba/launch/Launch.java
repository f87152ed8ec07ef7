package dev.estiba.launch;

import dev.estiba.batch.Batch;
import dev.estiba.document.Problem;
import dev.estiba.pipeline.Pipeline;
import dev.estiba.task.ContainerTask;
import java.util.List;

/** What a template says once its placeholders are filled; its secrets are sealed. */
public sealed interface Launch {

  record OfTask(ContainerTask task) implements Launch {}

  record OfBatch(Batch batch) implements Launch {}

  record OfPipeline(Pipeline pipeline) implements Launch {}

  /** It breaks rules, with what it was filled with. */
  record Invalid(List<Problem> problems) implements Launch {}
}
