package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.BatchParser;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.task.TaskParser;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a step does, which is one of four. */
final class WorkReader {

  private static final String TASK_EXAMPLE = "{\"image\": \"busybox\"}";
  private static final String BATCH_EXAMPLE =
      "{\"items\": [\"a\", \"b\"], \"task\": {\"image\": \"busybox\"}}";
  private static final String PIPELINE_EXAMPLE =
      "{\"steps\": [{\"name\": \"extract\", \"task\": {\"image\": \"busybox\"}}]}";

  private final PipelineReader pipelines;
  private final Findings findings;
  private final int depth;

  /**
   * @param depth of the pipeline that the steps are of, from 1 on
   */
  WorkReader(PipelineReader pipelines, Findings findings, int depth) {
    this.pipelines = pipelines;
    this.findings = findings;
    this.depth = depth;
  }

  /** What is wrong is told, and something else returned in its place. */
  Work read(Fields step, Scope scope) {
    if (step.count("task", "batch", "approval", "pipeline") != 1) {
      step.problem("must have exactly one of task, batch, approval and pipeline");
    }
    Work task = task(step, scope);
    Work batch = batch(step, scope);
    Work approval = approval(step, scope);
    Work nested = nested(step, scope);
    return task != null
        ? task
        : batch != null
            ? batch
            : approval != null ? approval : nested != null ? nested : new Work.Task(Json.object());
  }

  private @Nullable Work task(Fields step, Scope scope) {
    Fields task = step.object("task", TASK_EXAMPLE);
    if (task == null) {
      return null;
    }
    check(StepDocument.ofTask(task.raw(), step.pointerTo("task")), scope, TaskParser::read);
    return new Work.Task(task.raw());
  }

  private @Nullable Work batch(Fields step, Scope scope) {
    Fields batch = step.object("batch", BATCH_EXAMPLE);
    if (batch == null) {
      return null;
    }
    check(StepDocument.ofBatch(batch.raw(), step.pointerTo("batch")), scope, BatchParser::read);
    return new Work.Batch(batch.raw());
  }

  private void check(StepDocument document, Scope scope, Function<Fields, Object> reading) {
    document.refuseExpressionsInSecrets(findings);
    document.read(ExpressionValues.within(scope), scope.env(), findings, reading);
  }

  private @Nullable Work approval(Fields step, Scope scope) {
    Fields approval = step.object("approval", "{\"timeoutHours\": 24}");
    if (approval == null) {
      return null;
    }
    Work read = ApprovalReader.read(approval);
    JsonNode message = approval.value("message");
    if (message != null && message.isTextual()) {
      pipelines.check(message.textValue(), approval.pointerTo("message"), scope);
    }
    return read;
  }

  private @Nullable Work nested(Fields step, Scope scope) {
    Fields pipeline = step.object("pipeline", PIPELINE_EXAMPLE);
    if (pipeline == null) {
      return null;
    }
    if (depth >= Pipeline.MAX_DEPTH) {
      step.problem(
          "pipeline",
          "must not be deeper than " + Pipeline.MAX_DEPTH + " pipelines within each other");
      return null;
    }
    return new Work.Nested(pipelines.read(pipeline, scope, depth + 1));
  }
}
