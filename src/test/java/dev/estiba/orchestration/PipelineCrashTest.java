package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.StepState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host dies after each piece of work that a pipeline is made of, and goes on. */
class PipelineCrashTest {

  private static final String PIPELINE =
      """
      outputs: {rows: "${{ steps.load.outputs.rows }}"}
      steps:
        - {name: extract, task: {image: x}}
        - name: transform
          needs: extract
          batch: {items: "${{ steps.extract.outputs.files }}", task: {image: x}}
        - {name: load, needs: transform, task: {image: x}}
      """;

  /** The steps, with two items of the batch. */
  private static final int CONTAINERS = 4;

  @Test
  @Timeout(600)
  void a_pipeline_ends_as_it_would_have_wherever_its_host_dies() {
    PipelineResult expected = resultWithCrashAfter(Integer.MAX_VALUE);
    assertThat(expected.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(expected.outputs()).isEqualTo(Map.of("rows", "42"));

    int crashes = 0;
    while (crashesBeforeTheEnd(crashes + 1, expected)) {
      crashes++;
    }

    System.out.println("Crash points of a pipeline of three steps: " + crashes);
    assertThat(crashes).isGreaterThan(50);
  }

  private PipelineResult resultWithCrashAfter(int pieces) {
    try (PipelineWorld world = begin()) {
      assertThat(runs(world, pieces)).isFalse();
      return world.end();
    }
  }

  /** Whether there was something left to do after so many pieces of work. */
  private boolean crashesBeforeTheEnd(int pieces, PipelineResult expected) {
    try (PipelineWorld world = begin()) {
      if (!runs(world, pieces)) {
        return false;
      }
      world.hub.crash();

      PipelineResult result = world.end();

      assertThat(PipelineWorld.states(result))
          .as("after %s pieces of work", pieces)
          .isEqualTo(PipelineWorld.states(expected));
      assertThat(result.outputs()).isEqualTo(expected.outputs());
      assertThat(result.steps().get(1).outputs()).isEqualTo(expected.steps().get(1).outputs());
      assertThat(world.tasks.groups).isEmpty();
      assertThat(world.tasks.madeAtATime.values()).hasSize(CONTAINERS).containsOnly(1);
      return true;
    }
  }

  private PipelineWorld begin() {
    PipelineWorld world = new PipelineWorld();
    world.outputs.put(".extract", Map.of("files", "[\"a\", \"b\"]"));
    world.outputs.put(".transform-0", Map.of("part", "1"));
    world.outputs.put(".load", Map.of("rows", "42"));
    world.tasks.durations = task -> Duration.ofSeconds(1);
    world.start(PIPELINE);
    return world;
  }

  /** False where it ends before. */
  private static boolean runs(PipelineWorld world, int pieces) {
    for (int i = 0; i < pieces; i++) {
      if (!world.hub.runOne()) {
        return false;
      }
    }
    return true;
  }
}
