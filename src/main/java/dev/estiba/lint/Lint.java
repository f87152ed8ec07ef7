package dev.estiba.lint;

import dev.estiba.batch.BatchParser;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Document;
import dev.estiba.document.Problem;
import dev.estiba.event.ParsedTrigger;
import dev.estiba.event.TriggerReader;
import dev.estiba.pipeline.ParsedPipeline;
import dev.estiba.pipeline.PipelineParser;
import dev.estiba.schedule.ParsedSchedule;
import dev.estiba.schedule.ScheduleParser;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import java.util.List;

/** Checks a document of any kind, and runs nothing. */
public final class Lint {

  private Lint() {}

  /** All that is wrong with it, each with its place; empty if it is valid. */
  public static List<Problem> problems(Document document) {
    return problems(
        document,
        document instanceof Document.Tree tree ? LintedKind.of(tree.tree()) : LintedKind.TASK);
  }

  /** As above, of a document that has to be of one kind. */
  public static List<Problem> problems(Document document, LintedKind kind) {
    return switch (kind) {
      case TASK ->
          TaskParser.parse(document) instanceof ParsedTask.Invalid invalid
              ? invalid.problems()
              : List.of();
      case BATCH ->
          BatchParser.parse(document) instanceof ParsedBatch.Invalid invalid
              ? invalid.problems()
              : List.of();
      case PIPELINE ->
          PipelineParser.parse(document) instanceof ParsedPipeline.Invalid invalid
              ? invalid.problems()
              : List.of();
      case SCHEDULE ->
          ScheduleParser.parse(document) instanceof ParsedSchedule.Invalid invalid
              ? invalid.problems()
              : List.of();
      case TRIGGER ->
          TriggerReader.parse(document) instanceof ParsedTrigger.Invalid invalid
              ? invalid.problems()
              : List.of();
    };
  }
}
