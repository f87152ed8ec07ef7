package dev.estiba.orchestration;

import static dev.estiba.orchestration.PipelineWorld.states;
import static dev.estiba.orchestration.PipelineWorld.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.PipelineStatus;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunPipelineTest {

  private static final String NIGHTLY =
      """
      name: nightly
      env: {REGION: weu}
      outputs: {rows: "${{ steps.extract.outputs.rows }}"}
      steps:
        - name: extract
          task: {image: etl, command: [extract]}
        - name: transform
          needs: [extract]
          batch:
            items: "${{ steps.extract.outputs.files }}"
            maxParallel: 20
            task: {image: etl, command: [transform, "{{item}}"]}
        - name: approve
          needs: [transform]
          approval: {timeoutHours: 24, message: "Load ${{ steps.extract.outputs.rows }} rows?"}
        - name: load
          needs: [approve]
          task:
            image: etl
            command: [load]
            environmentVariables: [{name: ROWS, value: "${{ steps.extract.outputs.rows }}"}]
        - name: cleanup
          needs: [load]
          if: always()
          task: {image: etl, command: [clean]}
      """;

  private PipelineWorld world;

  @BeforeEach
  void begin() {
    world = new PipelineWorld();
    world.outputs.put(".extract", Map.of("files", "[\"a\", \"b\", \"c\"]", "rows", "42"));
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void every_step_runs_after_what_it_needs_and_with_what_that_put_out() {
    world.outputs.put(".transform-1", Map.of("bad", "7"));
    world.start(NIGHTLY);

    PipelineStatus status = world.until("approve", StepProgress.WAITING_FOR_APPROVAL);
    world.decide(RunPipeline.APPROVE_EVENT, "approve");
    PipelineResult result = world.end();

    assertThat(status.details().get("approve").message()).isEqualTo("Load 42 rows?");
    assertThat(result.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(result.reason()).isNull();
    assertThat(states(result).values()).containsOnly("Succeeded");
    assertThat(world.tasks.created.get(0)).isEqualTo("root.extract");
    assertThat(world.tasks.created.subList(1, 4))
        .containsExactlyInAnyOrder("root.transform-0", "root.transform-1", "root.transform-2");
    assertThat(world.tasks.created.subList(4, 6)).containsExactly("root.load", "root.cleanup");
    assertThat(step(result, "transform").outputs()).containsExactly(entry("bad", "[null,7,null]"));
    assertThat(step(result, "approve").decidedBy()).isEqualTo("Ana");
    assertThat(step(result, "approve").reason().message())
        .isEqualTo("The step approve was approved by Ana: I looked at it");
    assertThat(result.outputs()).containsExactly(entry("rows", "42"));
    assertThat(result.cost()).isNotNull();
    assertThat(world.tasks.groups).isEmpty();
  }

  @Test
  void a_refused_approval_skips_what_needs_it_and_cleans_up() {
    world.start(NIGHTLY);
    world.until("approve", StepProgress.WAITING_FOR_APPROVAL);

    world.decide(RunPipeline.REJECT_EVENT, "approve");
    PipelineResult result = world.end();

    assertThat(result.state()).isEqualTo(StepState.FAILED);
    assertThat(result.reason().message())
        .isEqualTo("1 of 5 steps did not succeed: approve (Rejected).");
    assertThat(states(result))
        .containsEntry("approve", "Rejected")
        .containsEntry("load", "Skipped")
        .containsEntry("cleanup", "Succeeded");
    assertThat(step(result, "approve").reason().message())
        .isEqualTo("The step approve was rejected by Ana: I looked at it");
    assertThat(step(result, "load").reason().message())
        .isEqualTo("It needs approve, which ended as Rejected.");
  }

  @Test
  void an_approval_that_nobody_decides_on_is_rejected_at_the_end_of_its_time() {
    PipelineResult result = world.run(NIGHTLY);

    StepResult approve = step(result, "approve");
    assertThat(approve.state()).isEqualTo(StepState.REJECTED);
    assertThat(approve.reason().type()).isEqualTo("ApprovalTimedOut");
    assertThat(approve.decidedBy()).isNull();
    assertThat(Duration.between(approve.startedAt(), approve.finishedAt()))
        .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusSeconds(1));
  }

  @Test
  void each_of_several_approvals_gets_its_own_decision_and_no_other() {
    world.start(
        """
        steps:
          - {name: a, approval: {}}
          - {name: b, approval: {}}
          - {name: c, approval: {}}
          - {name: d, needs: c, approval: {}}
        """);
    world.until("a", StepProgress.WAITING_FOR_APPROVAL);

    world.decide(RunPipeline.APPROVE_EVENT, "c");
    world.decide(RunPipeline.APPROVE_EVENT, "c");
    world.decide(RunPipeline.APPROVE_EVENT, "a");
    world.decide(RunPipeline.REJECT_EVENT, "b");
    world.decide(RunPipeline.APPROVE_EVENT, "nothing");
    world.hub.raiseEvent(PipelineWorld.ID, RunPipeline.APPROVE_EVENT, "null");
    world.until("d", StepProgress.WAITING_FOR_APPROVAL);

    assertThat(world.steps())
        .containsEntry("a", StepProgress.SUCCEEDED)
        .containsEntry("b", StepProgress.REJECTED)
        .containsEntry("c", StepProgress.SUCCEEDED)
        .containsEntry("d", StepProgress.WAITING_FOR_APPROVAL);
  }

  @Test
  void steps_that_need_nothing_of_each_other_run_at_the_same_time() {
    PipelineResult result =
        world.run(
            """
            steps:
              - {name: a, task: {image: x}}
              - {name: b, task: {image: x}}
              - {name: c, task: {image: x}}
            """);

    assertThat(result.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(world.tasks.most).isEqualTo(3);
  }

  @Test
  void a_step_for_failures_runs_after_one_and_only_then() {
    String yaml =
        """
        steps:
          - {name: a, task: {image: x}}
          - {name: b, needs: a, task: {image: x}}
          - {name: alarm, needs: b, if: failure(), task: {image: x}}
        """;
    world.exitCodes.put(".a", 3);

    PipelineResult result = world.run(yaml);

    assertThat(result.state()).isEqualTo(StepState.FAILED);
    assertThat(states(result))
        .containsExactly(entry("a", "Failed"), entry("b", "Skipped"), entry("alarm", "Succeeded"));
    assertThat(step(result, "a").reason().type()).isEqualTo("ExitCode");
    assertThat(step(result, "b").id()).isNull();
  }

  @Test
  void what_is_wrong_with_a_step_only_once_it_begins_rejects_it() {
    world.outputs.put(".extract", Map.of("files", "no list", "cpu", "a lot"));

    PipelineResult result =
        world.run(
            """
            steps:
              - {name: extract, task: {image: x}}
              - name: task
                needs: extract
                task: {image: "x", command: ["${{ steps.extract.outputs.rows }}"],
                    cpu: "${{ steps.extract.outputs.cpu }}"}
              - name: batch
                needs: extract
                batch: {items: "${{ steps.extract.outputs.files }}", task: {image: x}}
            """);

    assertThat(step(result, "task").state()).isEqualTo(StepState.REJECTED);
    assertThat(step(result, "task").reason().message())
        .contains("The step task could not begin: ", "/command/0 ", "printed no output rows");
    assertThat(step(result, "batch").state()).isEqualTo(StepState.REJECTED);
    assertThat(step(result, "batch").reason().message()).contains("/items ");
    assertThat(world.tasks.created).containsExactly("root.extract");
  }

  @Test
  void an_item_that_has_no_valid_task_rejects_its_batch_before_any_item_runs() {
    world.outputs.put(".extract", Map.of("sizes", "[1, 2, 9000]"));

    PipelineResult result =
        world.run(
            """
            steps:
              - {name: extract, task: {image: x}}
              - name: batch
                needs: extract
                batch:
                  items: "${{ steps.extract.outputs.sizes }}"
                  task: {image: x, cpu: "{{item}}"}
            """);

    assertThat(step(result, "batch").state()).isEqualTo(StepState.REJECTED);
    assertThat(step(result, "batch").reason().message()).contains("/task/cpu ", "(item 2)");
    assertThat(world.tasks.created).containsExactly("root.extract");
  }

  @Test
  void a_nested_pipeline_sees_the_env_around_it_and_puts_out_its_outputs() {
    world.outputs.put(".inner.insert", Map.of("rows", "7"));

    PipelineResult result =
        world.run(
            """
            env: {A: outer}
            steps:
              - {name: extract, task: {image: x}}
              - name: inner
                needs: extract
                pipeline:
                  env: {ROWS: "${{ steps.extract.outputs.rows }}"}
                  outputs: {all: "${{ steps.insert.outputs.rows }} of ${{ env.ROWS }}, ${{ env.A }}"}
                  steps:
                    - {name: insert, task: {image: x}}
              - name: report
                needs: inner
                if: steps.inner.outputs.all == '7 of 42, outer'
                task: {image: x}
            """);

    assertThat(result.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(step(result, "report").state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(step(result, "inner").id()).isEqualTo("root.inner");
    assertThat(world.tasks.created)
        .containsExactly("root.extract", "root.inner.insert", "root.report");
  }

  private static final String ALL_KINDS =
      """
      steps:
        - {name: task, task: {image: x}}
        - {name: batch, batch: {count: 3, maxParallel: 2, task: {image: x}}}
        - {name: approval, approval: {}}
        - name: nested
          pipeline:
            steps:
              - {name: inner, task: {image: x}}
              - {name: tidy, needs: inner, if: always(), task: {image: x}}
        - {name: after, needs: [task, batch], task: {image: x}}
        - {name: cleanup, needs: [task, batch, approval, nested], if: always(), task: {image: x}}
      """;

  private void runFor(Duration duration, String... steps) {
    for (String step : steps) {
      world.durations.put(step, duration);
    }
  }

  @Test
  void a_cancelled_pipeline_ends_what_runs_and_begins_only_what_always_runs() {
    runFor(Duration.ofDays(1), ".task", ".batch-0", ".batch-1", ".inner");
    world.start(ALL_KINDS);
    world.hub.after(Duration.ofMinutes(5));

    world.cancel("{\"reason\": \"enough\", \"by\": \"Ana\"}");
    PipelineResult result = world.end();

    assertThat(result.state()).isEqualTo(StepState.CANCELLED);
    assertThat(result.cancelledBy()).isEqualTo("Ana");
    assertThat(result.reason().message()).isEqualTo("The pipeline was cancelled by Ana: enough");
    assertThat(states(result))
        .containsExactly(
            entry("task", "Cancelled"),
            entry("batch", "Cancelled"),
            entry("approval", "Cancelled"),
            entry("nested", "Cancelled"),
            entry("after", "Skipped"),
            entry("cleanup", "Succeeded"));
    assertThat(world.tasks.created).contains("root.nested.tidy").doesNotContain("root.batch-2");
    assertThat(Duration.between(result.startedAt(), result.finishedAt()))
        .isLessThan(Duration.ofMinutes(15));
    assertThat(world.tasks.groups).isEmpty();
  }

  @Test
  void a_pipeline_that_is_cancelled_by_force_ends_also_what_always_runs() {
    runFor(Duration.ofDays(1), ".inner", ".tidy", ".task", ".cleanup");
    world.start(ALL_KINDS);
    world.hub.after(Duration.ofMinutes(5));
    world.cancel("\"enough\"");
    world.hub.after(Duration.ofHours(1));
    StepProgress whileTidying = world.steps().get("nested");

    world.cancel("{\"force\": true}");
    PipelineResult result = world.end();

    assertThat(whileTidying).isEqualTo(StepProgress.RUNNING);
    assertThat(states(result))
        .containsEntry("nested", "Cancelled")
        .containsEntry("cleanup", "Skipped");
    assertThat(result.reason().message()).contains("enough");
    assertThat(Duration.between(result.startedAt(), result.finishedAt()))
        .isLessThan(Duration.ofMinutes(70));
  }

  @Test
  void a_step_that_had_not_begun_when_it_was_cancelled_is_cancelled_again() {
    runFor(Duration.ofDays(1), ".task");
    world.start("steps: [{name: task, task: {image: x}}]");
    world.cancel("\"enough\"");

    PipelineResult result = world.end();

    assertThat(states(result)).containsExactly(entry("task", "Cancelled"));
    assertThat(world.tasks.groups).isEmpty();
  }

  @Test
  void a_pipeline_ends_with_its_time() {
    runFor(Duration.ofDays(1), ".slow");

    PipelineResult result =
        world.run(
            """
            timeoutSeconds: 600
            steps:
              - {name: slow, task: {image: x}}
              - {name: next, needs: slow, task: {image: x}}
              - {name: cleanup, needs: next, if: always(), task: {image: x}}
            """);

    assertThat(result.state()).isEqualTo(StepState.TIMED_OUT);
    assertThat(result.reason().message()).isEqualTo("The pipeline did not end within its 600 s.");
    assertThat(states(result))
        .containsExactly(
            entry("slow", "Cancelled"), entry("next", "Skipped"), entry("cleanup", "Succeeded"));
    assertThat(Duration.between(result.startedAt(), result.finishedAt()))
        .isBetween(Duration.ofSeconds(600), Duration.ofSeconds(900));
  }

  @Test
  void a_retry_keeps_what_succeeded_and_runs_only_the_failed_items_of_a_batch() {
    world.exitCodes.put(".transform-1", 1);
    world.start(NIGHTLY);
    PipelineResult first = world.end();
    world.exitCodes.clear();
    world.tasks.created.clear();
    Earlier earlier =
        new Earlier(
            Map.of("extract", step(first, "extract")),
            Map.of("transform", new Earlier.BatchRound("root.transform", 2)),
            Map.of(),
            null);

    world.startAgain(NIGHTLY, earlier);
    world.hub.until(
        "root-r2",
        state -> state.customStatus() != null && state.customStatus().contains("\"SSAWW\""));
    world.hub.raiseEvent("root-r2", RunPipeline.APPROVE_EVENT, "{\"step\": \"approve\"}");
    PipelineResult second = world.end("root-r2");

    assertThat(states(first))
        .containsEntry("transform", "Failed")
        .containsEntry("approve", "Skipped");
    assertThat(second.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(second.round()).isEqualTo(2);
    assertThat(world.tasks.created)
        .containsExactly("root.transform-r2-1", "root-r2.load", "root-r2.cleanup");
    assertThat(step(second, "extract").round()).isEqualTo(1);
    assertThat(step(second, "transform").id()).isEqualTo("root.transform");
  }

  @Test
  void outputs_that_are_too_long_together_are_left_out_and_it_says_so() {
    world.outputs.clear();
    world.outputs.put(".a", Map.of("long", "x".repeat(OutputLimit.MOST_CHARACTERS - 10)));
    world.outputs.put(".b", Map.of("long", "yyyyyyy"));
    world.outputs.put(".c", Map.of("k", "short"));
    world.outputs.put(".d", Map.of("k", "z"));
    world.exitCodes.put(".b", 1);

    PipelineResult result =
        world.run(
            """
            chain: true
            outputs: {once: "${{ steps.a.outputs.long }}", again: "${{ steps.a.outputs.long }}"}
            steps:
              - {name: a, task: {image: x}}
              - {name: b, task: {image: x}}
              - {name: c, if: always(), task: {image: x}}
              - {name: d, if: always(), task: {image: x}}
            """);

    assertThat(step(result, "a").outputs()).containsKey("long");
    assertThat(step(result, "b").outputs()).isEmpty();
    assertThat(step(result, "b").reason().type()).isEqualTo("ExitCode");
    assertThat(step(result, "b").reason().message())
        .endsWith(
            "The step b put out 11 characters, which were left out: all steps of a pipeline"
                + " together may put out 500000.");
    assertThat(step(result, "c").outputs()).containsExactly(entry("k", "short"));
    assertThat(step(result, "d").outputs()).isEmpty();
    assertThat(step(result, "d").state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(step(result, "d").reason().type()).isEqualTo("OutputsTooLong");
    assertThat(result.outputs()).isEmpty();
    assertThat(result.reason().message())
        .startsWith("1 of 4 steps did not succeed: b (Failed). The pipeline put out 99")
        .endsWith("characters, which were left out: a pipeline may put out 500000.");
  }

  @Test
  void outputs_of_earlier_rounds_count_too() {
    world.outputs.put(".extract", Map.of("files", "[\"a\"]", "rows", "42"));
    world.outputs.put(".load", Map.of("loaded", "7".repeat(OutputLimit.MOST_CHARACTERS - 10)));
    world.exitCodes.put(".transform-0", 1);
    world.start(NIGHTLY);
    PipelineResult first = world.end();
    world.exitCodes.clear();

    world.startAgain(
        NIGHTLY, new Earlier(Map.of("extract", step(first, "extract")), Map.of(), Map.of(), null));
    world.hub.until(
        "root-r2",
        state -> state.customStatus() != null && state.customStatus().contains("\"SSAWW\""));
    world.hub.raiseEvent("root-r2", RunPipeline.APPROVE_EVENT, "{\"step\": \"approve\"}");
    PipelineResult second = world.end("root-r2");

    assertThat(step(second, "cleanup").reason()).isNull();
    assertThat(step(second, "load").reason().type()).isEqualTo("OutputsTooLong");
    assertThat(step(second, "load").state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(second.outputs()).containsEntry("rows", "42");
  }

  /**
   * Three of four are skipped, and say why: it is cheaper than to run them, and takes more room.
   */
  @Test
  @Timeout(600)
  void two_hundred_steps_fit_into_a_status() {
    String yaml =
        "chain: true\nsteps:\n"
            + IntStream.range(0, 200)
                .mapToObj(
                    i ->
                        "  - {name: s%03d%s, if: %s, task: {image: x}}"
                            .formatted(i, "x".repeat(36), i % 4 == 0 ? "always()" : "failure()"))
                .collect(Collectors.joining("\n"));

    world.tasks.durations = task -> Duration.ofSeconds(1);
    PipelineResult result = world.run(yaml);

    assertThat(result.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(world.tasks.created).hasSize(50);
    assertThat(world.hub.state(PipelineWorld.ID).customStatus())
        .hasSizeLessThanOrEqualTo(PipelineStatus.MAX_CHARACTERS)
        .startsWith("{\"steps\":\"SKKKS");
    assertThat(world.tasks.most).isEqualTo(1);
  }
}
