package dev.estiba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.batch.BatchProgress;
import dev.estiba.batch.ItemCounts;
import dev.estiba.document.Json;
import dev.estiba.pipeline.PipelineView;
import dev.estiba.pipeline.StepKind;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepView;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What {@code estiba pipeline} says of a pipeline. */
final class PipelineTextTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static StepView step(
      String name, StepKind kind, StepProgress state, Reason reason, String message, String by) {
    return new StepView(
        name, kind, state, List.of(), START, null, reason, message, null, null, null, Map.of(),
        null, by);
  }

  private static StepView transform(StepProgress state) {
    return step("transform", StepKind.BATCH, state, null, null, null);
  }

  private static BatchProgress ended(int succeeded) {
    ItemCounts counts = new ItemCounts(20 - succeeded, 0, succeeded, 0, 0, 0, 0, 0);
    return new BatchProgress(1, 20, counts, START, null, null, null);
  }

  private static final Reason EXITED =
      new Reason("ExitCode", null, "It exited with 3.", "See why.");

  @Test
  void an_approval_says_what_is_asked_and_how_to_decide() {
    StepView approve =
        step("ok", StepKind.APPROVAL, StepProgress.WAITING_FOR_APPROVAL, null, "Load 42?", null);

    assertThat(PipelineText.step("p1", approve, null))
        .isEqualTo(
            "WaitingForApproval: Load 42?\n"
                + "  estiba pipeline approve p1 ok, or: estiba pipeline reject p1 ok");
  }

  @Test
  void the_table_has_a_line_for_each_step_and_one_for_the_pipeline() {
    StepView approve = step("ok", StepKind.APPROVAL, StepProgress.SUCCEEDED, null, "Load?", "ana");
    StepView load = step("load", StepKind.TASK, StepProgress.FAILED, EXITED, null, null);
    PipelineView view =
        new PipelineView(
            "p1",
            null,
            null,
            1,
            "Failed",
            START,
            true,
            List.of(approve, load),
            null,
            Json.object(),
            List.of());

    assertThat(PipelineText.table(view).lines())
        .containsExactly(
            "ok    approval  Succeeded by ana",
            "load  task      Failed: It exited with 3.",
            "Pipeline p1: Failed");
  }

  @Test
  void a_new_state_is_told_at_once_and_counts_every_ten_seconds() {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    List<String> told = new ArrayList<>();
    PipelineLines lines = new PipelineLines(told::add, now::get);

    lines.show("a/transform", "p1", transform(StepProgress.WAITING), null);
    lines.show("a/transform", "p1", transform(StepProgress.RUNNING), ended(0));
    now.set(START.plusSeconds(9));
    lines.show("a/transform", "p1", transform(StepProgress.RUNNING), ended(1));
    now.set(START.plusSeconds(10));
    lines.show("a/transform", "p1", transform(StepProgress.RUNNING), ended(3));
    boolean wasRunning = lines.wasRunning("a/transform");
    lines.show("a/transform", "p1", transform(StepProgress.SUCCEEDED), null);
    now.set(START.plusSeconds(60));
    lines.show("a/transform", "p1", transform(StepProgress.SUCCEEDED), null);

    assertThat(wasRunning).isTrue();
    assertThat(told)
        .containsExactly(
            "a/transform: Running (0 of 20 items)",
            "a/transform: Running (3 of 20 items)",
            "a/transform: Succeeded");
  }
}
