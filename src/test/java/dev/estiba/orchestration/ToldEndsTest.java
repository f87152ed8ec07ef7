package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.StepState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends of pipelines, of their steps, and of items, are told. */
class ToldEndsTest {

  private final PipelineWorld world = new PipelineWorld();
  private final Told told = new Told(world.hub);

  @AfterEach
  void close() {
    told.close();
    world.close();
  }

  private String url() {
    return told.receiver.url("/hook");
  }

  @Test
  void a_pipeline_its_steps_and_its_items_are_told_each_for_itself() {
    world.outputs.put(".first", java.util.Map.of("where", "x1"));

    PipelineResult result =
        world.run(
            """
            env: {PLACE: hook}
            onCompletion: [{url: "%1$s"}]
            steps:
              - {name: first, task: {image: x, onCompletion: [{url: "%1$s/${{ env.PLACE }}"}]}}
              - name: many
                needs: first
                batch:
                  items: [a, b]
                  onCompletion: [{url: "%1$s/${{ steps.first.outputs.where }}"}]
                  task: {image: x, onCompletion: [{url: "%1$s/{{item}}", on: [succeeded]}]}
            """
                .formatted(url()));
    world.hub.after(Duration.ofDays(2));

    assertThat(result.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(told.events())
        .extracting(NotifiedEnd::of)
        .containsExactlyInAnyOrder(
            new NotifiedEnd("dev.estiba.task.succeeded", "tasks/root.first"),
            new NotifiedEnd("dev.estiba.task.succeeded", "tasks/root.many-0"),
            new NotifiedEnd("dev.estiba.task.succeeded", "tasks/root.many-1"),
            new NotifiedEnd("dev.estiba.batch.succeeded", "batches/root.many"),
            new NotifiedEnd("dev.estiba.pipeline.succeeded", "pipelines/root"));
    assertThat(told.receiver.requests)
        .extracting(request -> request.path())
        .containsExactlyInAnyOrder("/hook", "/hook/hook", "/hook/x1", "/hook/a", "/hook/b");
  }

  private record NotifiedEnd(String type, String subject) {
    static NotifiedEnd of(JsonNode event) {
      return new NotifiedEnd(event.path("type").asText(), event.path("subject").asText());
    }
  }

  @Test
  void each_round_of_a_pipeline_is_told_with_an_id_of_its_own() {
    String pipeline =
        """
        onCompletion: [{url: "%s"}]
        steps:
          - {name: only, task: {image: x}}
        """
            .formatted(url());
    world.exitCodes.put(".only", 1);
    world.run(pipeline);
    world.exitCodes.clear();
    world.startAgain(pipeline, Earlier.NOTHING);
    world.end(PipelineWorld.ID + "-r2");
    world.hub.after(Duration.ofDays(2));

    assertThat(told.events())
        .extracting(event -> event.path("id").asText() + " " + event.path("type").asText())
        .containsExactly(
            "root/0 dev.estiba.pipeline.failed", "root-r2/0 dev.estiba.pipeline.succeeded");
    assertThat(told.events())
        .extracting(event -> event.path("subject").asText())
        .containsOnly("pipelines/root");
  }

  @Test
  void a_pipeline_that_is_cancelled_is_told_as_such() {
    world.durations.put(".only", Duration.ofHours(1));
    world.start(
        """
        onCompletion: [{url: "%s", on: [Cancelled]}]
        steps:
          - {name: only, task: {image: x}}
        """
            .formatted(url()));
    world.hub.after(Duration.ofMinutes(5));
    world.cancel("{\"by\": \"Ana\"}");
    world.end();
    world.hub.after(Duration.ofDays(2));

    assertThat(told.events())
        .extracting(event -> event.path("type").asText())
        .containsExactly("dev.estiba.pipeline.cancelled");
    assertThat(told.events().get(0).path("data").path("cancelledBy").asText()).isEqualTo("Ana");
  }
}
