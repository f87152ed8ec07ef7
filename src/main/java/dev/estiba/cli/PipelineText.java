package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import dev.estiba.pipeline.PipelineView;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepView;
import dev.estiba.task.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of a pipeline. */
final class PipelineText {

  private PipelineText() {}

  /** {@code Running (3 of 20 items)}, {@code Failed: The container exited with 3 (Error).} */
  static String step(String pipelineId, StepView step, @Nullable BatchProgress progress) {
    String state = step.state().displayName();
    if (step.state() == StepProgress.WAITING_FOR_APPROVAL) {
      String asked = step.message() == null ? "" : ": " + step.message();
      return state + asked + "\n  " + howToDecide(pipelineId, step.name());
    }
    String share = progress == null ? "" : " (" + BatchText.share(progress) + ")";
    String by = step.decidedBy() == null ? "" : " by " + step.decidedBy();
    return state + share + by + why(step.reason());
  }

  private static String howToDecide(String pipelineId, String step) {
    String of = " " + pipelineId + " " + step;
    return "estiba pipeline approve" + of + ", or: estiba pipeline reject" + of;
  }

  private static String why(@Nullable Reason reason) {
    return Optional.ofNullable(reason)
        .map(Reason::message)
        .filter(message -> !message.isBlank())
        .map(message -> ": " + message)
        .orElse("");
  }

  /** A line for each step, and one for the pipeline. */
  static String table(PipelineView view) {
    int names = width(view.steps().stream().map(StepView::name).toList());
    int kinds = width(view.steps().stream().map(step -> step.kind().displayName()).toList());
    String format = "%-" + names + "s  %-" + kinds + "s  %s";
    String steps =
        view.steps().stream()
            .map(
                step ->
                    String.format(
                        format,
                        step.name(),
                        step.kind().displayName(),
                        step(view.id(), step, null)))
            .collect(Collectors.joining("\n"));
    return steps + "\n" + "Pipeline " + view.id() + ": " + view.state();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }
}
