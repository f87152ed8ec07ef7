package dev.estiba.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.batch.Batch;
import dev.estiba.batch.Items;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.ParsedTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepDocumentsTest {

  private static final Values VALUES =
      new Values(
          Map.of("REGION", "weu", "A", "of the pipeline"),
          Map.of(
              "extract",
              new StepOutcome(
                  StepState.SUCCEEDED,
                  Map.of(
                      "rows", "42",
                      "flag", "true",
                      "text", "a ${{ env.A }}",
                      "files", "[\"a\", \"b\"]",
                      "object", "{\"size\": 1.50, \"name\": \"n\"}",
                      "credentials",
                          "[{\"server\":\"r\",\"username\":\"u\",\"password\":\"plain\"}]")),
              "broken",
              new StepOutcome(StepState.FAILED, Map.of())));

  private static JsonNode document(String json) {
    try {
      return Json.parse(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static ContainerTask task(String json) {
    ParsedTask parsed = StepDocuments.task(new Work.Task(document(json)), VALUES);
    assertThat(parsed).isInstanceOf(ParsedTask.Valid.class);
    return ((ParsedTask.Valid) parsed).task();
  }

  private static List<Problem> problems(String json) {
    ParsedTask parsed = StepDocuments.task(new Work.Task(document(json)), VALUES);
    assertThat(parsed).isInstanceOf(ParsedTask.Invalid.class);
    return ((ParsedTask.Invalid) parsed).problems();
  }

  private static Batch batch(String json) {
    ParsedBatch parsed = StepDocuments.batch(new Work.Batch(document(json)), VALUES);
    assertThat(parsed).isInstanceOf(ParsedBatch.Valid.class);
    return ((ParsedBatch.Valid) parsed).batch();
  }

  @Test
  void values_are_texts_where_a_text_is_asked_for() {
    ContainerTask task =
        task(
            """
            {'image': 'x', 'command': ['${{ steps.extract.outputs.rows }}',
              '${{steps.extract.outputs.flag}}', '${{ steps.extract.outputs.files }}',
              '${{ steps.extract.outputs.text }}', '${{ steps.extract.state }}',
              'n=${{ steps.extract.outputs.object.size }} ${{ steps.extract.outputs.files[1] }}.',
              '${{ steps.extract.outputs.rows > 41 }}', '${{ 7 }}']}
            """);

    assertThat(task.container().command())
        .containsExactly(
            "42", "true", "[\"a\", \"b\"]", "a ${{ env.A }}", "Succeeded", "n=1.5 b.", "true", "7");
  }

  @Test
  void they_are_json_where_the_field_takes_no_text() {
    ContainerTask task =
        task(
            """
            {'image': 'x', 'command': '${{ steps.extract.outputs.files }}',
              'cpu': '${{ steps.extract.outputs.object.size }}',
              'spotFallback': '${{ steps.extract.outputs.flag }}',
              'timeoutSeconds': '${{ steps.extract.outputs.rows }}'}
            """);

    assertThat(task.container().command()).containsExactly("a", "b");
    assertThat(task.container().cpu()).isEqualTo(1.5);
    assertThat(task.limits().timeoutSeconds()).isEqualTo(42);
  }

  @Test
  void a_part_of_a_text_is_no_json() {
    assertThat(problems("{'image': 'x', 'timeoutSeconds': '${{ steps.extract.outputs.rows }}0'}"))
        .extracting(Problem::path)
        .containsExactly("/timeoutSeconds");
  }

  @Test
  void an_output_that_is_not_there_is_told_with_its_step() {
    assertThat(problems("{'image': '${{ steps.broken.outputs.files }}'}"))
        .extracting(Problem::toString)
        .containsExactly(
            "/image needs an output that is not there: the step broken printed no output files (a"
                + " line ::output files=VALUE); it ended as Failed");
    assertThat(problems("{'image': '${{ steps.extract.outputs.files[2] }}'}"))
        .extracting(Problem::toString)
        .containsExactly(
            "/image needs a part that the output files of the step extract does not have");
  }

  @Test
  void an_output_of_a_wrong_kind_is_told_where_it_is_used() {
    assertThat(problems("{'image': 'x', 'cpu': '${{ steps.extract.outputs.text }}'}"))
        .extracting(Problem::path)
        .containsExactly("/cpu");
  }

  @Test
  void a_task_gets_the_variables_of_the_pipeline_that_it_does_not_set() {
    assertThat(
            task("{'image': 'x', 'environmentVariables': [{'name': 'A', 'value': 'own'}]}")
                .container()
                .environmentVariables())
        .containsExactly(
            new EnvironmentVariable("A", "own", null),
            new EnvironmentVariable("REGION", "weu", null));
    assertThat(task("{'image': 'x'}").container().environmentVariables()).hasSize(2);
  }

  @Test
  void items_of_a_batch_are_a_list_that_a_step_put_out() {
    Batch batch =
        batch(
            """
            {'items': '${{ steps.extract.outputs.files }}',
              'maxParallel': '${{ steps.extract.outputs.rows }}',
              'task': {'image': 'x', 'command': ['{{item}}', '${{ steps.extract.outputs.rows }}'],
                'cpu': '${{ steps.extract.outputs.object.size }}'}}
            """);

    assertThat(batch.items())
        .isEqualTo(new Items.Listed(List.of(TextNode.valueOf("a"), TextNode.valueOf("b"))));
    assertThat(batch.maxParallel()).isEqualTo(42);
    assertThat(batch.task().path("command").path(1).asText()).isEqualTo("42");
    assertThat(batch.task().path("cpu").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(batch.task().path("environmentVariables")).hasSize(2);
  }

  @Test
  void items_that_are_no_list_are_told() {
    ParsedBatch parsed =
        StepDocuments.batch(
            new Work.Batch(
                document("{'items': '${{ steps.extract.outputs.text }}', 'task': {'image': 'x'}}")),
            VALUES);

    assertThat(parsed)
        .isInstanceOfSatisfying(
            ParsedBatch.Invalid.class,
            invalid -> assertThat(invalid.problems()).extracting(Problem::path).contains("/items"));
  }

  @Test
  void a_secret_in_plain_text_does_not_come_in_with_an_output() {
    String field = "'imageRegistryCredentials': '${{ steps.extract.outputs.credentials }}'";
    assertThat(problems("{'image': 'x', " + field + "}"))
        .extracting(Problem::path)
        .containsExactly("/imageRegistryCredentials/0/password");
    assertThat(
            StepDocuments.batch(
                new Work.Batch(document("{'count': 1, 'task': {'image': 'x', " + field + "}}")),
                VALUES))
        .isInstanceOf(ParsedBatch.Invalid.class);
  }

  @Test
  void a_nested_pipeline_has_the_outer_variables_and_its_own() {
    Pipeline nested =
        new Pipeline(
            null,
            Map.of("A", "${{ env.A }}!", "ROWS", "${{ steps.extract.outputs.rows }}"),
            List.of(),
            Map.of(),
            60,
            List.of());

    assertThat(StepDocuments.env(new Work.Nested(nested), VALUES))
        .isEqualTo(
            new NestedEnv.Filled(Map.of("REGION", "weu", "A", "of the pipeline!", "ROWS", "42")));
    assertThat(StepDocuments.env(new Work.Nested(nested), new Values(Map.of(), Map.of())))
        .isInstanceOfSatisfying(
            NestedEnv.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::toString)
                    .containsExactly("/env/ROWS needs the step extract, which has not ended"));
  }

  @Test
  void outputs_that_no_step_printed_are_left_out() {
    Pipeline pipeline =
        new Pipeline(
            null,
            Map.of(),
            List.of(),
            Map.of(
                "rows", "${{ steps.extract.outputs.rows }} rows",
                "none", "${{ steps.broken.outputs.x }}"),
            60,
            List.of());

    assertThat(StepDocuments.outputs(pipeline, VALUES)).isEqualTo(Map.of("rows", "42 rows"));
  }

  @Test
  void a_message_is_filled_where_it_can_be() {
    assertThat(
            StepDocuments.message(
                new Work.Approval(1, "Load ${{ steps.extract.outputs.rows }} rows?"), VALUES))
        .isEqualTo("Load 42 rows?");
    assertThat(
            StepDocuments.message(new Work.Approval(1, "${{ steps.broken.outputs.x }}?"), VALUES))
        .isEqualTo("${{ steps.broken.outputs.x }}?");
    assertThat(StepDocuments.message(new Work.Approval(1, null), VALUES)).isNull();
  }
}
